# syntax=docker/dockerfile:1
FROM python:3.11-slim-bookworm

ENV LC_ALL=C.UTF-8 TZ=UTC PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

# uv installs the lock; --no-deps because it is complete and camel-tools' own would bring torch.
WORKDIR /opt/tawthiq
COPY requirements.txt requirements-nodeps.txt ./
RUN pip install uv==0.13.9 \
 && uv pip install --system --no-cache --no-deps --compile-bytecode -r requirements.txt -r requirements-nodeps.txt

COPY pyproject.toml README.md LICENSE ./
COPY include include
COPY dags dags
COPY plugins plugins
RUN pip install --no-deps --no-build-isolation --editable . \
 && install --directory --owner=50000 --group=0 --mode=0770 /var/lib/tawthiq

ENV AIRFLOW_HOME=/var/lib/tawthiq/airflow CAMELTOOLS_DATA=/var/lib/tawthiq/camel \
    HOME=/var/lib/tawthiq PYTHONPATH=/opt/tawthiq/include TAWTHIQ_HOME=/var/lib/tawthiq
USER 50000:0
VOLUME /var/lib/tawthiq
CMD ["tawthiq", "--help"]
