# Poetry and the app live apart; no caches, no test tools.
ARG SLIM=python:3.13-slim
FROM ${SLIM}

ARG TOKEN

ENV PIP_INDEX_URL=http://feed/simple/
ENV PIP_TRUSTED_HOST=feed
ENV POETRY_CACHE_DIR=/tmp/poetry-cache
ENV POETRY_HTTP_BASIC_CATS_USERNAME=learner
ENV POETRY_HTTP_BASIC_CATS_PASSWORD=$TOKEN

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
RUN /opt/poetry/bin/poetry install --no-root --only main \
    && rm -rf /tmp/poetry-cache

COPY cat_app cat_app

CMD python cat_app/app.py
