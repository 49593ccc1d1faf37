# The token is lent to one instruction and never written down.
ARG SLIM=python:3.13-slim
FROM ${SLIM}

ENV PIP_INDEX_URL=http://feed/simple/
ENV PIP_TRUSTED_HOST=feed
ENV POETRY_CACHE_DIR=/tmp/poetry-cache

WORKDIR /app

RUN apt-get update \
    && apt-get install -y --no-install-recommends "libpq5=17.*" \
    && rm -rf /var/lib/apt/lists/*

RUN python -m venv --without-pip /opt/poetry \
    && pip --python /opt/poetry install --no-cache-dir poetry==2.5.1

RUN python -m venv --without-pip /app/.venv
ENV VIRTUAL_ENV=/app/.venv
ENV PATH=/app/.venv/bin:$PATH

COPY pyproject.toml poetry.lock ./
RUN --mount=type=secret,id=user,required=true \
    --mount=type=secret,id=token,required=true \
    POETRY_HTTP_BASIC_CATS_USERNAME="$(cat /run/secrets/user)" \
    POETRY_HTTP_BASIC_CATS_PASSWORD="$(cat /run/secrets/token)" \
    /opt/poetry/bin/poetry install --no-root --only main \
    && rm -rf /tmp/poetry-cache

COPY cat_app cat_app

CMD python cat_app/app.py
