"""Pages: an article with its marks, a statement, pasting, corrections in place."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
