/**
 * Names that labelled cases use for a service where our rule ids begin with another word. Only names: which rule may count
 * for which case. Compared without hyphens and in lower case.
 */
export const sameService: Readonly<Record<string, readonly string[]>> = {
  ado: ['azuredevops', 'azure'],
  artifactory: ['jfrog'],
  authenticated: ['url', 'basicauth'],
  basic: ['url', 'basicauth', 'http'],
  basicauth: ['url', 'http'],
  ciscomeraki: ['meraki', 'cisco'],
  meraki: ['cisco', 'ciscomeraki'],
  clickhousecloud: ['clickhouse'],
  cloudant: ['ibm'],
  databaseconnectionstring: [
    'mongodb',
    'mysql',
    'postgresql',
    'redis',
    'connection',
    'url',
    'database',
    'jdbc',
    'sqlserver',
  ],
  fly: ['flyio'],
  gpg: ['pgp', 'private', 'privatekey'],
  httpauthorizationrequestheader: ['http', 'authorization'],
  ip: ['ip'],
  maxmindlicense: ['maxmind'],
  microsoftteams: ['msteams', 'teams'],
  nodotenv: ['dotenv'],
  nok8skind: ['kubernetes'],
  object: ['generic', 'powershell', 'dotnet'],
  octopusdeploy: ['octopus'],
  // The same form as Stripe's, of a service that is gone.
  picatic: ['stripe'],
  plaintext: ['generic', 'powershell'],
  private: ['privatekey', 'ssh', 'pem', 'openssh', 'rsa'],
  privatekey: ['private', 'ssh', 'pem'],
  pkcs12file: ['pkcs12'],
  relicbrowser: ['newrelic'],
  relicinsert: ['newrelic'],
  secp256k1private: ['ethereum', 'private', 'privatekey'],
  sendinblue: ['brevo'],
  sql: ['sqlserver', 'connection', 'jdbc', 'mssql'],
  stack: ['slack'],
  sumo: ['sumologic'],
  sumologic: ['sumo'],
  azure: ['azuredevops', 'azuread', 'azurestorage', 'entra', 'microsoft'],
  google: ['gcp', 'firebase', 'googlecloud'],
  docker: ['dockerhub'],
  kubernetes: ['k8s', 'kube'],
  vault: ['hashicorp', 'terraform'],
  terraform: ['hashicorp'],
  generic: ['generic', 'env'],
  curl: ['http', 'authorization', 'basicauth'],
}

/** Whether a finding of `rule` counts for a case of `service`. A case of no known service may turn out to be of one. */
export function isOfService(rule: string, service: string, isExpected = false): boolean {
  if (service === 'generic' && isExpected) return true
  const id = rule.replaceAll('-', '').toLowerCase()
  return [service, ...(sameService[service] ?? [])].some((name) => id.startsWith(name))
}
