// Commands about containers and images, as they are typed, with the level product.md gives them.
import type { Group } from '../group.ts';

export const CONTAINERS: readonly Group[] = [
  {
    name: 'containers and images',
    level: 'read',
    commands: `
docker ps -a --format '{{.Names}}'
docker logs --tail 100 -f web
docker inspect web | jq '.[0].State'
docker system df
docker stats --no-stream
docker compose config -q
docker context ls
docker manifest inspect nginx:1
podman ps
docker buildx ls
nerdctl -n k8s.io ps
skopeo inspect docker://nginx
crane ls r/x
docker compose logs --since 10m api
docker history --no-trunc nginx
docker image inspect nginx --format '{{.Id}}'
docker network inspect bridge
docker buildx imagetools inspect nginx
docker diff web
docker port web
docker top web
podman inspect x
podman pod ps
nerdctl images
skopeo list-tags docker://r/x
crane digest r/x:1
crane manifest r/x
docker inspect -f '{{.State.Health.Status}}' web
docker compose -f a.yml config --services
docker logs web 2>&1 | grep -i error | tail
`,
  },
  {
    name: 'containers and images',
    level: 'change',
    commands: `
docker build -t x .
docker run -d --name web nginx
docker push r/x:1
docker network create n
docker volume create v
docker start web
docker cp web:/x ./x
docker rename a b
docker service scale web=3
docker buildx build --push -t r/x .
skopeo copy docker://a docker://b
docker run -d --restart=unless-stopped -p 80:80 --name web nginx:1.25
docker compose -f prod.yml pull
docker compose build --no-cache
docker network connect n web
docker save nginx | gzip > nginx.tgz
docker commit web img:1
podman generate kube pod > pod.yaml
podman play kube pod.yaml
nerdctl build -t x .
buildah bud -t x .
crane copy a b
skopeo sync --src docker --dest dir x /tmp/y
docker build . -t x && docker push x
docker compose up -d --build api
docker compose pull && docker compose up -d
`,
  },
  {
    name: 'containers and images',
    level: 'destructive',
    commands: `
docker restart web
docker rmi x
docker system prune -af --volumes
docker compose restart
docker compose rm -fsv
docker service rm web
docker node rm w3
docker secret rm x
docker run --privileged -v /:/host alpine chroot /host rm -rf /data
docker ps -q | xargs docker kill
docker network rm n
docker network disconnect -f n web
docker image prune -a
docker builder prune -af
docker service scale web=0
podman pod rm -f p
docker context rm prod
skopeo delete docker://r/x:1
crane delete r/x@sha256:1
docker stack rm web
docker update --memory 64m web && docker restart web
docker rm -f $(docker ps -aq)
docker container prune -f
docker image rm x
docker swarm init --force-new-cluster
podman rm -af
nerdctl rm -f x
docker kill $(docker ps -q)
docker rm -v x
docker compose kill
docker image prune -af
podman system prune -af
docker ps -aq --filter status=exited | xargs --no-run-if-empty docker rm
`,
  },
  {
    name: 'containers and images',
    level: 'critical',
    commands: `
docker volume rm v
docker swarm leave --force
docker exec db psql -c 'DROP DATABASE x'
podman system reset -f
docker swarm leave -f
podman volume prune -f
docker compose down --volumes --remove-orphans
`,
  },
];
