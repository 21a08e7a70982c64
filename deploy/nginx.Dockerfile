# nginx with the assistant's configuration; its entrypoint fills in the variables. Build from the top folder:
#   docker build -f deploy/nginx.Dockerfile -t iort-nginx .
FROM nginxinc/nginx-unprivileged:1.28-bookworm
USER root
# Two a visitor; the image's own 1024 are few.
RUN sed -i 's/worker_connections .*/worker_connections 8192;/' /etc/nginx/nginx.conf
COPY deploy/nginx/iort.conf.template /etc/nginx/templates/default.conf.template
ENV NGINX_ENVSUBST_FILTER=IORT_NGINX_ \
    IORT_NGINX_LISTEN=8080 \
    IORT_NGINX_TLS="" \
    IORT_NGINX_TRUSTED="" \
    IORT_NGINX_UPSTREAMS="server bot:5005 max_fails=1 fail_timeout=2s;" \
    IORT_NGINX_RATE=20r/s \
    IORT_NGINX_CONNECTIONS=200 \
    IORT_NGINX_CACHE=/tmp/iort-cache
USER 101
EXPOSE 8080
