# Stands in for python:3.13 where no registry is reachable: the tools, compilers and libraries that the real one carries.
FROM python:3.13-slim AS slim

FROM debian:trixie-slim

LABEL size-matters.stand-in="true"
ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin

RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates curl gnupg netbase sq tzdata wget \
    && rm -rf /var/lib/apt/lists/* /var/log/apt/* /var/log/*.log /var/cache/ldconfig/*

RUN apt-get update \
    && apt-get install --yes --no-install-recommends git mercurial openssh-client procps subversion \
    && rm -rf /var/lib/apt/lists/* /var/log/apt/* /var/log/*.log /var/cache/ldconfig/* \
    && find /usr -depth -type d -name __pycache__ -exec rm -rf {} +

RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        autoconf automake bzip2 default-libmysqlclient-dev dpkg-dev file g++ gcc imagemagick \
        libbz2-dev libc6-dev libcurl4-openssl-dev libdb-dev libevent-dev libffi-dev libgdbm-dev \
        libglib2.0-dev libgmp-dev libjpeg-dev libkrb5-dev liblzma-dev libmagickcore-dev \
        libmagickwand-dev libmaxminddb-dev libncurses-dev libpng-dev libpq-dev libreadline-dev \
        libsqlite3-dev libssl-dev libtool libwebp-dev libxml2-dev libxslt1-dev libyaml-dev \
        make patch unzip xz-utils zlib1g-dev \
    && rm -rf /var/lib/apt/lists/* /var/log/apt/* /var/log/*.log /var/cache/ldconfig/* \
    && find /usr -depth -type d -name __pycache__ -exec rm -rf {} +

RUN apt-get update \
    && apt-get install --yes --no-install-recommends libbluetooth-dev media-types tk-dev uuid-dev \
    && rm -rf /var/lib/apt/lists/* /var/log/apt/* /var/log/*.log /var/cache/ldconfig/*

COPY --from=slim /usr/local /usr/local

CMD ["python3"]
