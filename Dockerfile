# One image; the command says what it is: `web`, `worker`, `reconcile`, `webhooks`, `migrate` or `up` (all in one).
FROM debian:12-slim AS build
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends python3 python3-venv \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements.lock ./
RUN python3 -m venv /app/.venv && /app/.venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY ocr_service ocr_service
COPY workers workers
RUN /app/.venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM debian:12-slim
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends \
    python3 redis-server libseccomp2 fonts-liberation2 tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd \
  && rm -rf /var/lib/apt/lists/* \
  && groupadd --gid 10001 ocr && useradd --uid 10001 --gid ocr --home-dir /data ocr && mkdir /data && chown 10001:10001 /data
WORKDIR /app
COPY --from=build /app/.venv .venv
COPY schemas schemas
ENV PATH=/app/.venv/bin:$PATH OMP_THREAD_LIMIT=1 PYTHONUNBUFFERED=1 OCR_HOST=0.0.0.0 \
    OCR_DATA_DIR=/data OCR_SCHEMAS_DIR=/app/schemas
USER 10001:10001
VOLUME /data
EXPOSE 8080
HEALTHCHECK CMD ["python3", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/livez')"]
ENTRYPOINT ["ocr-service"]
CMD ["up", "--port", "8080"]
