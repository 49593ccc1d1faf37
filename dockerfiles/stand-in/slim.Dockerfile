# Stands in for python:3.13-slim where no registry is reachable.
FROM debian:trixie-slim

LABEL size-matters.stand-in="true"
ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin

RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libbz2-1.0 libdb5.3t64 libexpat1 libffi8 liblzma5 libncursesw6 libreadline8t64 \
        libsqlite3-0 libssl3t64 libuuid1 media-types zlib1g \
    && rm -rf /var/lib/apt/lists/* /var/log/apt/* /var/log/*.log /var/cache/ldconfig/*

# The real image compiles its Python into /usr/local, unknown to dpkg. Here Debian's is put there and
# finds its prefix by its own place. Undone are Debian's own package folders and its refusal of pip:
# in /usr/local nothing belongs to Debian. (The module "site" is frozen into the interpreter, so that
# its folders can only be added to.)
RUN apt-get update \
    && install -d -o _apt /tmp/python && cd /tmp/python \
    && apt-get download \
        libpython3.13-minimal libpython3.13-stdlib python3-pip-whl python3.13-minimal python3.13-venv \
    && for package in *.deb; do dpkg-deb --extract "$package" . || exit 1; done \
    && cp -a usr/bin/python3.13 /usr/local/bin/ \
    && cp -a usr/lib/python3.13 /usr/local/lib/ \
    && cp -a usr/share/python-wheels /usr/local/share/ \
    && ln -s python3.13 /usr/local/bin/python3 \
    && ln -s python3 /usr/local/bin/python \
    && cd /usr/local/lib/python3.13 \
    && rm EXTERNALLY-MANAGED sitecustomize.py _distutils_system_mod.py \
    && sed -i 's#/usr\b#/usr/local#g' _sysconfigdata_*.py \
    && sed -i "s/'posix_local'$/'posix_prefix'/" sysconfig/__init__.py \
    && printf '%s\n' 'import site, sys' \
        'if sys.prefix == "/usr/local":' \
        '    site.addsitedir("/usr/local/lib/python3.13/site-packages")' > sitecustomize.py \
    && sed -i 's/if sys.prefix != getattr(.*:$/if True:/' ensurepip/__init__.py \
    && python -m ensurepip --default-pip \
    && find /usr/local -depth -type d -name __pycache__ -exec rm -rf {} + \
    && rm -rf /tmp/python /var/lib/apt/lists/*

CMD ["python3"]
