# The same set-up as `make run`, in stages: what only builds (Node, uv, make) stays behind.
FROM python:3.11-slim AS base
RUN apt-get update \
    && apt-get install --yes --no-install-recommends make \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/tilbudstrappen

FROM base AS front
COPY Makefile package.json package-lock.json .npmrc ./
COPY requirements requirements
RUN make node_modules/.installed
COPY tsconfig.json ./
COPY tools tools
COPY locale locale
COPY static static
RUN make set-up

FROM base AS packages
COPY Makefile ./
COPY requirements requirements
RUN make .venv/.app && .venv/bin/uv pip uninstall --quiet uv

FROM python:3.11-slim
RUN useradd --system --create-home --home-dir /srv/tilbudstrappen trappe \
    && install --directory --owner=trappe /srv/tilbudstrappen/var
WORKDIR /srv/tilbudstrappen
COPY --from=packages /srv/tilbudstrappen/.venv .venv
COPY --from=front /srv/tilbudstrappen/locale locale
COPY --from=front /srv/tilbudstrappen/static/dist static/dist
COPY templates templates
COPY board board
COPY sessions sessions
COPY exports exports
COPY app app

USER trappe
ENV PATH=/srv/tilbudstrappen/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    TRAPPE_HOST=0.0.0.0 \
    TRAPPE_PORT=8000
# Workshops are stored here unless TRAPPE_DATABASE_URL names a PostgreSQL.
VOLUME /srv/tilbudstrappen/var
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['TRAPPE_PORT'] + '/healthz', timeout=2)"]
CMD ["python", "-m", "app", "serve"]
