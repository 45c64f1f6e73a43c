"""The page and the HTTP API over one store: ``khabar serve``. Needs ``khabar[serve]``.

Who owns what:

    settings     what a run of the server is told: addresses, tokens, limits
    app          `create_app`: puts everything together, and nothing else does
    deps         what a route asks for: the store, the language, who is there
    stores       opened stores, lent to one thread at a time
    background   processes beside the requests: coding, exporting, linking what was added
    access       tokens, roles, sessions: who is there and what they may do
    login        the form for a token, and the way out
    security     headers, host check, CSRF
    limits       size and time of a request; `rate`: requests a minute
    problems     what is wrong, as RFC 9457 problem+json or as a page, in both languages
    texts        words of the server in both languages; `page_texts` and `article_texts` those of the pages
    render       Jinja2: `render(request, "name.html", …)`, the one way to a page
    api          /api/v1: what it reads; `asked`: filters and pages, `answers`: JSON, tags, cursors
    changes      /api/v1: texts to code, articles to keep, corrections
    exports      /api/v1: files in the forms of `khabar.export`
    schema       /api/v1/openapi.json, drawn from the records, with `examples`
    pages        layout, desk, search, actors, relations, stories: routes; what they show is made by
    views_*      store in, frozen data out; `lines` are statements and events in lists and say what counts
    figures      the geometry of pictures, drawn by templates/figures.html
    reader       who reads: language, colours, digits; numbers, dates, names and addresses as they want them
    words        numbers of things, types, states, offices in both languages
    article_pages  article, statement, paste, corrections in place
"""
