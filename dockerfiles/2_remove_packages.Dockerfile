# Only the system packages that the app needs while it runs.
ARG SLIM=python:3.13-slim
FROM ${SLIM}

ARG TOKEN

ENV PIP_INDEX_URL=http://feed/simple/
ENV PIP_TRUSTED_HOST=feed
ENV POETRY_VIRTUALENVS_CREATE=false
ENV POETRY_HTTP_BASIC_CATS_USERNAME=learner
ENV POETRY_HTTP_BASIC_CATS_PASSWORD=$TOKEN

WORKDIR /app

RUN apt-get update
RUN apt-get install -y --no-install-recommends "libpq5=17.*"

COPY . .

RUN pip install poetry==2.5.1
RUN poetry install

CMD python cat_app/app.py
