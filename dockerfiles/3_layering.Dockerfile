# Clean up where the mess is made; what changes often comes last.
ARG SLIM=python:3.13-slim
FROM ${SLIM}

ARG TOKEN

ENV PIP_INDEX_URL=http://feed/simple/
ENV PIP_TRUSTED_HOST=feed
ENV POETRY_VIRTUALENVS_CREATE=false
ENV POETRY_HTTP_BASIC_CATS_USERNAME=learner
ENV POETRY_HTTP_BASIC_CATS_PASSWORD=$TOKEN

WORKDIR /app

RUN apt-get update \
    && apt-get install -y --no-install-recommends "libpq5=17.*" \
    && rm -rf /var/lib/apt/lists/*

RUN pip install poetry==2.5.1

COPY pyproject.toml poetry.lock ./
RUN poetry install --no-root

COPY cat_app cat_app

CMD python cat_app/app.py
