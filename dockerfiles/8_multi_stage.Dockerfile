# Build in one stage, ship another: the tools stay behind.
ARG SLIM=python:3.13-slim

FROM ${SLIM} AS base

WORKDIR /app

RUN apt-get update \
    && apt-get install -y --no-install-recommends "libpq5=17.*" \
    && rm -rf /var/lib/apt/lists/*

ENV VIRTUAL_ENV=/app/.venv
ENV PATH=/app/.venv/bin:$PATH

FROM base AS installer

ENV PIP_INDEX_URL=http://feed/simple/
ENV PIP_TRUSTED_HOST=feed
ENV POETRY_CACHE_DIR=/tmp/poetry-cache

RUN python -m venv --without-pip /opt/poetry \
    && pip --python /opt/poetry install --no-cache-dir poetry==2.5.1

RUN python -m venv --without-pip /app/.venv

RUN --mount=type=bind,source=pyproject.toml,target=/app/pyproject.toml \
    --mount=type=bind,source=poetry.lock,target=/app/poetry.lock \
    --mount=type=secret,id=user,required=true \
    --mount=type=secret,id=token,required=true \
    POETRY_HTTP_BASIC_CATS_USERNAME="$(cat /run/secrets/user)" \
    POETRY_HTTP_BASIC_CATS_PASSWORD="$(cat /run/secrets/token)" \
    /opt/poetry/bin/poetry install --no-root --only main \
    && rm -rf /tmp/poetry-cache

FROM base AS runner

RUN groupadd --gid 1001 app \
    && useradd -l --uid 1001 --gid 1001 --no-create-home app \
    && install -d -o 1001 -g 1001 /app/data

COPY --from=installer /app/.venv /app/.venv
COPY cat_app cat_app

USER 1001:1001

CMD python cat_app/app.py
