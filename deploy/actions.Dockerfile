# The action server alone: no Rasa, no TensorFlow. Build from the top folder:
#   docker build -f deploy/actions.Dockerfile -t iort-actions .
FROM python:3.10-slim-bookworm
WORKDIR /app
RUN groupadd --gid 10001 iort && useradd --uid 10001 --gid iort --no-create-home --home-dir /tmp --shell /usr/sbin/nologin iort
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PYTHONWARNINGS=ignore HOME=/tmp
COPY requirements/actions.txt requirements/
RUN pip install --no-deps --require-hashes -r requirements/actions.txt
COPY content content
COPY actions actions
COPY serving serving
USER 10001:10001
EXPOSE 5055
ENTRYPOINT ["python", "-m", "actions", "--host", "0.0.0.0"]
