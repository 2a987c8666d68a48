import type { CheckContext, Severity, Verdict } from '../../engine/rule.ts'
import { describeAzureKey } from './checks/azure-annotated-key.ts'
import { judgeNamedKey, mustLookIssued } from './checks/issued-value.ts'
import { named } from './form.ts'
import { anywhere, underName } from './sample-texts.ts'
import {
  type ServiceKey,
  assigned,
  join,
  random,
  read,
  rulesOf,
  secretWords,
  token,
  unverified,
} from './service-rule.ts'
import { type Shape, chars, sequence } from './shape.ts'

const identifiable = read('https://github.com/microsoft/security-utilities')
const entra = unverified('https://learn.microsoft.com/en-us/purview/sit-defn-client-secret-api-key')

/** Every client secret has a digit and these two in its middle. */
const secretMarks = Array.from({ length: 10 }, (_, digit) => `${digit}Q~`)

const afterBase64 = /[A-Za-z0-9+/=]/
const key64 = sequence(chars('base64', 86), '==')
const key32 = sequence(chars('base64', 43), '=')

/** A key in which Azure put four fixed characters, so that it can be recognised; how many random ones stand around them. */
interface Signed {
  readonly kind: string
  readonly title: string
  readonly signature: string
  readonly before: Shape
  /** What follows: a source of a regular expression, and such a text. */
  readonly after: { readonly pattern: string; readonly sample: string }
  readonly severity: Severity
  readonly allows: string
}

const bytes64 = {
  before: chars('base64', 76),
  after: { pattern: '[A-Za-z0-9+/]{5}[AQgw]==', sample: 'Qz7bKg==' },
}
const bytes32 = {
  before: chars('base64', 33),
  after: { pattern: '[A-P][A-Za-z0-9+/]{5}=', sample: 'Cz7bKx=' },
}
const unpadded = { pattern: '[A-D][A-Za-z0-9+/]{5}', sample: 'Bz7bKx' }

const signedKeys: readonly Signed[] = [
  {
    kind: 'storage-key',
    title: 'Storage account key',
    signature: '+ASt',
    ...bytes64,
    severity: 'critical',
    allows: 'read, change and delete everything in the storage account',
  },
  {
    kind: 'cosmos-key',
    title: 'Cosmos DB account key',
    signature: 'ACDb',
    ...bytes64,
    severity: 'critical',
    allows: 'read and change every database of the account',
  },
  {
    kind: 'batch-key',
    title: 'Batch account key',
    signature: '+ABa',
    ...bytes64,
    severity: 'critical',
    allows: 'run programs on the account’s machines',
  },
  {
    kind: 'machine-learning-key',
    title: 'Machine Learning web service key',
    signature: '+AMC',
    ...bytes64,
    severity: 'medium',
    allows: 'use the published model',
  },
  {
    kind: 'api-management-key',
    title: 'API Management key',
    signature: 'APIM',
    ...bytes64,
    severity: 'high',
    allows: 'call or change the APIs it was made for',
  },
  {
    kind: 'function-key',
    title: 'Functions key',
    signature: 'AzFu',
    before: chars('base64url', 44),
    after: { pattern: '[A-Za-z0-9_-]{5}[AQgw]==', sample: 'Qz7bKg==' },
    severity: 'high',
    allows: 'call the functions it protects; a master key also manages the function app',
  },
  {
    kind: 'search-key',
    title: 'AI Search key',
    signature: 'AzSe',
    before: chars('base62', 42),
    after: unpadded,
    severity: 'high',
    allows: 'read the search indexes and, if it is an admin key, change and delete them',
  },
  {
    kind: 'service-bus-key',
    title: 'Service Bus key',
    signature: '+ASb',
    ...bytes32,
    severity: 'high',
    allows: 'send, receive or manage the messages its policy covers',
  },
  {
    kind: 'event-hubs-key',
    title: 'Event Hubs key',
    signature: '+AEh',
    ...bytes32,
    severity: 'high',
    allows: 'send, receive or manage the events its policy covers',
  },
  {
    kind: 'relay-key',
    title: 'Relay key',
    signature: '+ARm',
    ...bytes32,
    severity: 'high',
    allows: 'send to or listen on the relay, and so reach services behind it',
  },
  {
    kind: 'iot-key',
    title: 'IoT key',
    signature: 'AIoT',
    ...bytes32,
    severity: 'high',
    allows: 'act as the device or, if it is a hub’s key, manage its devices',
  },
  {
    kind: 'event-grid-key',
    title: 'Event Grid key',
    signature: 'AZEG',
    ...bytes32,
    severity: 'medium',
    allows: 'publish events to the topic',
  },
  {
    kind: 'redis-key',
    title: 'Cache for Redis key',
    signature: 'AzCa',
    ...bytes32,
    severity: 'high',
    allows: 'read and change everything in the cache',
  },
  {
    kind: 'container-registry-password',
    title: 'Container Registry password',
    signature: '+ACR',
    before: chars('base64', 42),
    after: unpadded,
    severity: 'high',
    allows: 'pull and push images, and so put code into whatever runs them',
  },
]

function signedKey({ signature, before, after, ...papers }: Signed): ServiceKey {
  const length = Number(/\d+/.exec(before.pattern.replace(/^\[.*\]/, ''))![0])
  const chars = new RegExp(before.pattern.replace(/\{.*$/, ''))
  const secret = (seed: number): string => join(before.sample(seed), signature, after.sample)
  const pattern = new RegExp(before.pattern + signature.replaceAll('+', '\\+') + after.pattern)
  return {
    ...papers,
    confidence: 'high',
    source: identifiable,
    detect: [
      token(signature, pattern, {
        lead: { chars, max: length },
        notBefore: chars,
        notAfter: /[A-Za-z0-9+/=_-]/,
      }),
    ],
    randomBits: before.bits,
    matches: [
      ...anywhere(secret),
      () => `Endpoint=sb://name.test/;SharedAccessKeyName=all;SharedAccessKey=${secret(5)}"`,
    ],
    misses: [
      () => secret(1).slice(8),
      () => `${secret(2)}Q7`,
      () => `Q7${secret(3)}`,
      () => secret(4).slice(0, -3),
    ],
  }
}

const annotated = (seed: number): string =>
  join(
    random('base62', 52, seed),
    'JQQJ99',
    'BC',
    random('base62', 16, seed),
    'ACOG',
    random('base62', 4, seed),
  )
const entraSecret = (seed: number): string => join('qX3', '8Q', '~', random('base64url', 33, seed), 'Z')

const legacySample = (seed: number): string =>
  join('q7', random('lower', 24, seed), '3z5', random('lower', 22, seed + 1), '6')

const legacyToken = named(
  {
    words: 'azure devops pat',
    names: ['azure', 'devops', 'ado_pat', 'vsts_pat', 'token', 'password'],
    name: /token|password|azure|devops|vsts|ado|pat/,
  },
  { pattern: '[a-z2-7]{52}', sample: legacySample, bits: 240, edge: /\w/ },
)

/** 52 characters of base 32, or what Base64 makes of them, also with the colon that stands before a password. */
const tokenLike = /[A-Za-z0-9+/]{52,72}={0,2}/g

/** Finds personal access tokens where the text speaks of Azure DevOps, whatever they are assigned to. */
function findPersonalTokens(text: string): readonly (readonly [number, number])[] {
  return [...text.matchAll(tokenLike)].flatMap(({ 0: found, index }) => {
    const [before = ' ', after = ' '] = [text[index - 1], text[index + found.length]]
    if (
      /[\w+/=.-]/.test(before + after) ||
      /(?:hash|sha\d+|checksum)["'\s:=]{1,4}$/i.test(text.slice(0, index))
    )
      return []
    const plain = plainToken(found)
    return /^[a-z2-7]{52}$/.test(plain) && /[2-7].*[2-7]/.test(plain)
      ? [[index, index + found.length] as const]
      : []
  })
}

function plainToken(secret: string): string {
  if (secret.length === 52) return secret
  return Buffer.from(secret, 'base64').toString('latin1').replace(/^:/, '')
}

const signature = (seed: number): string => `${random('base62', 43, seed)}%3D`

/** `sig=` is a common parameter; Azure's stands among others that say what is allowed, and until when. */
function checkSignature(_: string, { around }: CheckContext): Verdict | undefined {
  const isShared = /[?&;"']s(?:v|e|p|r|rt|s|t|kn|koid)=/.test(around)
  return isShared ? undefined : { drop: 'not a shared access signature' }
}

/** Such names are used for many things; in connection strings they are Azure's. */
function checkAccessKey(value: string, { name, around }: CheckContext): Verdict | undefined {
  if (/sharedaccess|azure|cosmos|service_?bus|event_?hub|iot_?hub|storage/.test(name))
    return mustLookIssued(value)
  return /Endpoint=|AccountName=|azure|windows\.net|HostName=|DeviceId=/i.test(around)
    ? mustLookIssued(value)
    : { drop: 'no sign of Azure' }
}

export const azure = rulesOf(
  {
    id: 'azure',
    name: 'Azure',
    revokeAt: 'the resource’s Keys page in the Azure portal (https://portal.azure.com)',
    source: identifiable,
  },
  [
    ...signedKeys.map(signedKey),
    {
      kind: 'annotated-key',
      title: 'resource key',
      severity: 'high',
      confidence: 'high',
      allows: 'use the Azure resource it was made for',
      detect: [
        token('JQQJ9', /[A-Za-z0-9]{52}JQQJ9[9DH][A-Z][A-L][A-Za-z0-9]{24}(?:[A-Za-z0-9]{2}==)?/, {
          lead: { chars: /[A-Za-z0-9]/, max: 52 },
        }),
      ],
      randomBits: 300,
      check: describeAzureKey,
      matches: anywhere(annotated),
      misses: [
        () => annotated(1).slice(4),
        () => annotated(2).slice(0, 70),
        () => join(random('base62', 52), 'JQQJ7', random('base62', 27)),
      ],
    },
    {
      kind: 'storage-account-key',
      title: 'Storage or Cosmos DB account key (older format)',
      severity: 'critical',
      confidence: 'high',
      allows: 'read, change and delete everything in the account',
      source: unverified(
        'https://learn.microsoft.com/en-us/azure/storage/common/storage-account-keys-manage',
      ),
      detect: [
        assigned(
          secretWords,
          /[A-Za-z0-9+/]{86}==/,
          /account.{0,20}key|(?:storage|azure|cosmos|documentdb).{0,40}(?:key|secret|token|password)|(?:master|primary|secondary)(?:access)?key/,
        ),
      ],
      randomBits: 512,
      matches: [
        ...underName('azure storage account key', key64.sample),
        () =>
          `"DefaultEndpointsProtocol=https;AccountName=store;AccountKey=${key64.sample(1)};EndpointSuffix=core.windows.net"`,
        () => `AccountEndpoint=https://name.documents.azure.com:443/;AccountKey=${key64.sample(2)};`,
      ],
      misses: [
        // The emulator's key is the same for everyone, and documented.
        () =>
          `AccountName=devstoreaccount1;AccountKey=${join('Eby8vdM02xNOcqFl', random('base64', 70), '==')}`,
        () => `checksum = "${key64.sample(3)}"`,
        () => 'AccountKey=<your storage account key>',
      ],
      check: (value) =>
        /^(?:Eby8vdM02xNOcqFl|C2y6yDjf5\/R\+ob0N)/.test(value)
          ? { drop: 'an emulator’s documented key' }
          : undefined,
    },
    {
      kind: 'shared-access-key',
      title: 'shared access key (older format)',
      severity: 'high',
      confidence: 'high',
      allows: 'use the queues, hubs, devices or other resources that its policy covers',
      source: unverified('https://learn.microsoft.com/en-us/azure/service-bus-messaging/service-bus-sas'),
      detect: [
        assigned(
          [
            'sharedaccesskey',
            'shared_access_key',
            'shared-access-key',
            'accesskey',
            'access_key',
            'azure',
            'servicebus',
            'service_bus',
            'eventhub',
            'event_hub',
            'iothub',
            'iot_hub',
          ],
          /[A-Za-z0-9+/]{43}=/,
          /(?:azure|servicebus|eventhub|iothub).{0,40}(?:key|secret)|accesskey/,
        ),
      ],
      randomBits: 256,
      check: checkAccessKey,
      matches: [
        ...underName('azure servicebus key', key32.sample),
        () =>
          `"Endpoint=sb://name.servicebus.windows.net/;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=${key32.sample(1)}"`,
        () => `Endpoint=https://name.webpubsub.azure.com;AccessKey=${key32.sample(2)};Version=1.0;`,
        () => `HostName=name.azure-devices.net;DeviceId=one;SharedAccessKey=${key32.sample(3)}`,
      ],
      misses: [
        () => `"accessKey": "${key32.sample(4)}"`,
        () => `sha256 = "${key32.sample(5)}"`,
        () => 'SharedAccessKey={your key}',
        () => `SharedAccessKeyName=RootManageSharedAccessKey`,
      ],
    },
    {
      kind: 'shared-access-signature',
      title: 'shared access signature',
      severity: 'high',
      confidence: 'high',
      allows: 'use the resource in its address in the way, and until the time, that stand beside it',
      fix: 'Wait until it expires or, if that is too late, renew the account key (or revoke the access policy) it was signed with; then take it out of the repository.',
      source: unverified('https://learn.microsoft.com/en-us/azure/storage/common/storage-sas-overview'),
      detect: [
        token(['&sig=', '?sig=', ';sig='], /[&?]sig=(?<secret>[A-Za-z0-9/+%]{43,70}={0,2})/, {
          notBefore: null,
          notAfter: /[A-Za-z0-9/+%=]/,
        }),
        token('&amp;sig=', /&amp;sig=(?<secret>[A-Za-z0-9/+%]{43,70}={0,2})/, {
          notBefore: null,
          notAfter: /[A-Za-z0-9/+%=]/,
        }),
      ],
      randomBits: 250,
      check: checkSignature,
      matches: [
        () =>
          `https://store.blob.core.windows.net/box/a.zip?sv=2022-11-02&st=2024-01-01&se=2030-01-01&sr=b&sp=r&sig=${signature(1)}`,
        () => `"?sv=2021-06-08&ss=bfqt&srt=sco&sp=rwdlac&se=2030-01-01T00:00:00Z&sig=${signature(2)}"`,
        () => `SharedAccessSignature sr=name.test&sig=${signature(3)}&se=1893456000&skn=all`,
        () =>
          `<a href="https://x.logic.azure.com/workflows/1/triggers/manual?sp=%2Ftriggers&amp;sv=1.0&amp;sig=${random('base64url', 43).replaceAll('_', 'a').replaceAll('-', 'b')}">`,
      ],
      misses: [
        () => `https://host.test/track?user=1&sig=${signature(4)}`,
        () =>
          'https://store.blob.core.windows.net/box/a.zip?sv=2022-11-02&se=2030-01-01&sp=r&sig=<signature>',
        () => 'url + "?sv=2020-08-04&se=2030-01-01&sig=" + signature',
      ],
    },
    {
      kind: 'entra-client-secret',
      title: 'Entra ID client secret',
      severity: 'critical',
      confidence: 'high',
      allows: 'sign in as the application and use everything its service principal may use',
      revokeAt:
        'the application’s Certificates & secrets page in the Entra admin center (https://entra.microsoft.com)',
      source: entra,
      detect: [
        token(secretMarks, /[A-Za-z0-9_.~-]{3}[0-9]Q~[A-Za-z0-9_.~-]{31,34}/, {
          lead: { chars: /[A-Za-z0-9_.~-]/, max: 3 },
          notBefore: /[A-Za-z0-9_.~/+-]/,
          notAfter: /[A-Za-z0-9_.~/+-]/,
        }),
        assigned(['secret', 'pass', 'pwd', 'cred'], /[A-Za-z0-9_.~-]{3}[0-9]Q~[A-Za-z0-9_.~-]{31,34}/),
      ],
      randomBits: 200,
      check: (value) => (/[a-z]/.test(value) && /[A-Z]/.test(value) ? undefined : { drop: 'not generated' }),
      matches: [...anywhere(entraSecret), ...underName('azure client secret', entraSecret)],
      misses: [
        () => join('qX3', '8Q~', random('base64url', 20)),
        () => `${entraSecret(1)}-longer`,
        () => `~${entraSecret(2)}`,
        () => '~'.repeat(40),
      ],
    },
    {
      kind: 'entra-client-secret-by-name',
      title: 'Entra ID client secret (older format)',
      severity: 'critical',
      confidence: 'medium',
      allows: 'sign in as the application and use everything its service principal may use',
      revokeAt:
        'the application’s Certificates & secrets page in the Entra admin center (https://entra.microsoft.com)',
      source: entra,
      ...named(
        {
          words: 'azure client secret',
          names: ['azure', ...secretWords],
          name: /(?:azure|entra|aad|msal|^ad|^arm).{0,30}(?:client|app|sp|principal).{0,20}(?:secret|password|key)/,
        },
        { ...chars('base62', 32), pattern: '[A-Za-z0-9._~@/:?=+*[\\]-]{31,44}', bits: 180 },
      ),
    },
    {
      kind: 'function-url-key',
      title: 'Functions key in an address',
      severity: 'high',
      confidence: 'high',
      allows: 'call the function at this address',
      source: unverified('https://learn.microsoft.com/en-us/azure/azure-functions/function-keys-how-to'),
      detect: [
        token(
          '.azurewebsites.net/',
          /\.azurewebsites\.net\/[A-Za-z0-9_/.{}:-]{1,150}\?code=(?<secret>[A-Za-z0-9_/+%-]{40,120}={0,2})/,
          {
            notBefore: null,
            notAfter: /[A-Za-z0-9_/+%=-]/,
          },
        ),
        assigned(
          ['functions-key', 'functions_key', 'functionskey', 'function_key', 'functionkey'],
          /[A-Za-z0-9_/+-]{53,56}={1,2}/,
        ),
      ],
      randomBits: 240,
      matches: [
        () => `https://app.azurewebsites.net/api/run?code=${random('base64', 54)}==`,
        () => `curl -H 'x-functions-key: ${random('base64url', 54)}==' https://app.azurewebsites.net/api/run`,
      ],
      misses: [
        () => 'https://app.azurewebsites.net/api/run?code=<code>',
        () => 'https://app.azurewebsites.net/api/run?code=12',
      ],
    },
    {
      kind: 'app-configuration-secret',
      title: 'App Configuration connection string',
      severity: 'high',
      confidence: 'high',
      allows: 'read, and with a read-write key change, the settings of the applications that use the store',
      source: unverified('https://learn.microsoft.com/en-us/azure/azure-app-configuration/concept-security'),
      detect: [
        token(
          '.azconfig.io',
          /\.azconfig\.io;Id=[^;\s"']{4,60};Secret=(?<secret>[A-Za-z0-9+/]{40,90}={0,2})/i,
          {
            notBefore: null,
            notAfter: afterBase64,
          },
        ),
      ],
      randomBits: 240,
      matches: [
        () => `Endpoint=https://name.azconfig.io;Id=0-l9-s0:abc;Secret=${key32.sample(1)}`,
        () => `"AppConfig": "Endpoint=https://name.azconfig.io;Id=abcd;Secret=${key32.sample(2)}"`,
      ],
      misses: [
        () => 'Endpoint=https://name.azconfig.io;Id=abcd;Secret=<secret>',
        () => 'https://name.azconfig.io/kv?key=1',
      ],
    },
    {
      kind: 'ai-services-key',
      title: 'AI services or API Management subscription key',
      severity: 'high',
      confidence: 'medium',
      allows: 'use the speech, vision, language, OpenAI or other service it belongs to, at its owner’s cost',
      source: unverified('https://learn.microsoft.com/en-us/azure/ai-services/authentication'),
      ...named(
        {
          words: 'azure openai key',
          names: ['azure', 'key'],
          name: /azure.{0,40}(?:key|secret|token)|subscriptionkey|cognitive.{0,30}key|speechkey|apim.{0,20}key/,
        },
        chars('hex', 32),
      ),
    },
    {
      kind: 'search-admin-key',
      title: 'AI Search key (older format)',
      severity: 'high',
      confidence: 'medium',
      allows: 'read the search indexes and, if it is an admin key, change and delete them',
      source: unverified('https://learn.microsoft.com/en-us/azure/search/search-security-api-keys'),
      ...named(
        {
          words: 'azure search key',
          names: ['key'],
          name: /search.{0,30}key/,
        },
        chars('HEX', 32),
      ),
      // Elsewhere a search key is one for browsers.
      check: (value, context) => judgeNamedKey(value, { words: context.words.replaceAll('search', '') }),
    },
    {
      kind: 'publish-profile-password',
      title: 'App Service publish profile password',
      severity: 'critical',
      confidence: 'high',
      allows: 'put code on the web application',
      fix: 'Reset the publish profile on the app’s Overview page in the Azure portal; keep profiles out of repositories.',
      source: unverified('https://learn.microsoft.com/en-us/azure/app-service/deploy-configure-credentials'),
      ...named(
        {
          words: 'azure user pwd',
          names: ['userpwd', 'publishpassword', 'azure'],
          name: /userpwd|publish.{0,20}password/,
        },
        chars('base62', 60),
      ),
      matches: [
        () => `<publishProfile userName="$app" userPWD="${random('base62', 60)}" webSystem="WebSites">`,
        () => `userPWD=${random('base62', 60, 2)}`,
      ],
    },
  ],
)

export const azureDevOps = rulesOf(
  {
    id: 'azuredevops',
    name: 'Azure DevOps',
    revokeAt: 'https://dev.azure.com under User settings > Personal access tokens',
    source: read('https://learn.microsoft.com/en-us/purview/sit-defn-azure-devops-personal-access-token'),
  },
  [
    {
      kind: 'personal-access-token',
      title: 'personal access token',
      severity: 'critical',
      confidence: 'high',
      allows:
        'act as its owner in the organization: read and change code, pipelines and packages as far as its scopes go',
      detect: [
        token('AZDO', /[A-Za-z0-9]{52}[A-Za-z0-9]{24}AZDO[A-Za-z0-9]{4}/, {
          lead: { chars: /[A-Za-z0-9]/, max: 76 },
        }),
      ],
      randomBits: 300,
      matches: anywhere((seed) =>
        join(
          random('base62', 52, seed),
          'JQQJ99',
          'BC',
          random('base62', 16, seed),
          'AZDO',
          random('base62', 4, seed),
        ),
      ),
      misses: [
        () => join(random('base62', 60), 'AZDO', random('base62', 4)),
        () => join(random('base62', 80), 'AZDO', random('base62', 4)),
      ],
    },
    {
      kind: 'legacy-personal-access-token',
      title: 'personal access token (before 2024)',
      severity: 'critical',
      confidence: 'medium',
      allows:
        'act as its owner in the organization: read and change code, pipelines and packages as far as its scopes go',
      ...legacyToken,
      detect: [
        ...legacyToken.detect,
        {
          how: 'near',
          keywords: [
            'azuredevops',
            'azure devops',
            'azure_devops',
            'azure-devops',
            'dev.azure.com',
            '.visualstudio.com',
          ],
          reach: 512,
          find: findPersonalTokens,
          yields: true,
        },
      ],
      // What was found near such a word has been looked at.
      check: (value, context) => {
        if (context.name === '') return undefined
        return /\d/.test(value) && /[a-z]/.test(value)
          ? judgeNamedKey(value, context)
          : { drop: 'not generated' }
      },
      normalize: plainToken,
      matches: [
        ...legacyToken.matches,
        () => `# for Azure DevOps\n${Buffer.from(legacySample(5)).toString('base64')}\n`,
        () => `{"organization": "https://dev.azure.com/acme", "pat": "${legacySample(6)}"}`,
      ],
      misses: [
        ...legacyToken.misses,
        () => `# Azure DevOps\n${random('hex', 52)}\n`,
        () => `# Azure DevOps\n${random('base64', 70)}==\n`,
        () => `# Azure DevOps\n${legacySample(7)}a\n`,
      ],
    },
  ],
)
