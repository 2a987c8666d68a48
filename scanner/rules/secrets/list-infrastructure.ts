import type { SecretRule } from '../../engine/rule.ts'
import { alibaba, tencent, yandex } from './asia-clouds.ts'
import { atlassian, bitbucket } from './atlassian.ts'
import { aws } from './aws.ts'
import { azure, azureDevOps } from './azure.ts'
import { cloudflare } from './cloudflare.ts'
import {
  buildkite,
  circleCi,
  codeClimate,
  codecov,
  drone,
  harness,
  jenkins,
  octopus,
  teamCity,
  travisCi,
} from './continuous-integration.ts'
import { consul, hashicorp, nomad, terraform, vault } from './hashicorp.ts'
import { age, akeyless, bitwarden, doppler, infisical, onePassword } from './secret-stores.ts'
import {
  ansible,
  infracost,
  intra42,
  launchDarkly,
  looker,
  postman,
  prefect,
  pulumi,
  settleMint,
  sidekiq,
  snyk,
  sonarQube,
} from './tools.ts'
import { hetzner, linode, oracle, ovh, scaleway, vultr } from './clouds.ts'
import { akamai, fastly } from './delivery-networks.ts'
import { digitalOcean } from './digitalocean.ts'
import { gatehouse, gitea, sourcegraph } from './git-hosts.ts'
import { github } from './github.ts'
import { gitlab } from './gitlab.ts'
import { firebase, google } from './google.ts'
import { heroku } from './heroku.ts'
import {
  clickHouse,
  confluent,
  databricks,
  elastic,
  mongodbAtlas,
  neon,
  planetScale,
  redisCloud,
  snowflake,
  supabase,
} from './hosted-data.ts'
import { flyio, netlify, railway, render, scalingo, vercel } from './hosting.ts'
import { cloudant, ibm, softlayer } from './ibm.ts'
import { jfrog } from './jfrog.ts'
import { kubernetes, openShift } from './kubernetes.ts'
import { definedNetworking, meraki, ngrok, tailscale } from './networks.ts'
import {
  clojars,
  cloudsmith,
  cratesIo,
  docker,
  hex,
  npm,
  nuget,
  packagist,
  pypi,
  rubyGems,
} from './packages.ts'

/** Clouds, hosting, git hosts, CI, package registries, infrastructure. */
export const infrastructureRules: readonly SecretRule[] = [
  // Clouds
  ...aws,
  ...azure,
  ...google,
  ...firebase,
  ...alibaba,
  ...tencent,
  ...yandex,
  ...ibm,
  ...softlayer,
  ...cloudant,
  ...oracle,
  ...digitalOcean,
  ...linode,
  ...vultr,
  ...hetzner,
  ...scaleway,
  ...ovh,
  // Hosting, delivery and networks
  ...heroku,
  ...cloudflare,
  ...fastly,
  ...akamai,
  ...netlify,
  ...vercel,
  ...flyio,
  ...render,
  ...railway,
  ...scalingo,
  ...definedNetworking,
  ...tailscale,
  ...ngrok,
  ...meraki,
  // Hosted data
  ...planetScale,
  ...supabase,
  ...neon,
  ...clickHouse,
  ...confluent,
  ...redisCloud,
  ...mongodbAtlas,
  ...databricks,
  ...snowflake,
  ...elastic,
  // Git hosts
  ...github,
  ...gitlab,
  ...bitbucket,
  ...atlassian,
  ...azureDevOps,
  ...gitea,
  ...sourcegraph,
  ...gatehouse,
  // Package registries
  ...npm,
  ...pypi,
  ...rubyGems,
  ...nuget,
  ...clojars,
  ...cratesIo,
  ...packagist,
  ...cloudsmith,
  ...hex,
  ...docker,
  ...jfrog,
  // Builds and deployment
  ...travisCi,
  ...drone,
  ...circleCi,
  ...buildkite,
  ...jenkins,
  ...teamCity,
  ...codecov,
  ...codeClimate,
  ...harness,
  ...octopus,
  // Infrastructure and its secrets
  ...terraform,
  ...vault,
  ...consul,
  ...nomad,
  ...hashicorp,
  ...pulumi,
  ...infracost,
  ...prefect,
  ...kubernetes,
  ...openShift,
  ...ansible,
  ...doppler,
  ...onePassword,
  ...bitwarden,
  ...infisical,
  ...akeyless,
  ...age,
  // Tools
  ...looker,
  ...snyk,
  ...sonarQube,
  ...postman,
  ...launchDarkly,
  ...settleMint,
  ...intra42,
  ...sidekiq,
]
