# The naive start: everything works, and everything comes along.
FROM python:3.13

ARG TOKEN

ENV DEBIAN_FRONTEND=noninteractive
ENV PIP_INDEX_URL=http://feed/simple/
ENV PIP_TRUSTED_HOST=feed
ENV POETRY_VIRTUALENVS_CREATE=false
ENV POETRY_HTTP_BASIC_CATS_USERNAME=learner
ENV POETRY_HTTP_BASIC_CATS_PASSWORD=$TOKEN

WORKDIR /app

RUN apt-get update
RUN apt-get install -y build-essential git imagemagick libpq-dev
RUN apt-get update
RUN apt-get install -y python3-dev python3-pip python3-venv libgl1 libglib2.0-dev libsm6 libxext6 libxrender-dev

COPY . .

RUN pip install poetry==2.5.1
RUN poetry install

CMD python cat_app/app.py
