-- Whose word a linked event is, so that a page of deeds is asked for as one; what was kept is linked anew.

ALTER TABLE linked_events ADD COLUMN voice TEXT NOT NULL DEFAULT '';  -- outlet, contested, claimed or denied
DELETE FROM linkings;
