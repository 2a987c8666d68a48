import { mustLookIssued } from './checks/issued-value.ts'
import { named, prefixed } from './form.ts'
import { assigned, join, random, standalone, token, unverified } from './service-rule.ts'
import { chars, either, uuid } from './shape.ts'
import { singleKey } from './single-key.ts'

const searchTheWeb = 'search the web at the cost of its owner'

const pinecone = singleKey({
  id: 'pinecone',
  name: 'Pinecone',
  revokeAt: 'https://app.pinecone.io',
  source: unverified('https://docs.pinecone.io/guides/projects/manage-api-keys'),
  confidence: 'high',
  allows: 'read, change and delete the indexes of its project',
  randomBits: 122,
  detect: [
    token('pcsk_', /pcsk_[A-Za-z0-9]{5,6}_[A-Za-z0-9]{60,66}/, { notAfter: /[A-Za-z0-9_-]/ }),
    assigned('pinecone', new RegExp(uuid.pattern), /pinecone[a-z0-9]{0,24}(?:key|token|secret)/),
  ],
  check: (secret) => (secret.startsWith('pcsk_') ? undefined : { confidence: 'medium' }),
  matches: [
    () => `PINECONE_API_KEY=${join('pcsk_', random('base62', 6), '_', random('base62', 63))}\n`,
    () => `pinecone_api_key = "${uuid.sample(1)}"`,
  ],
  misses: [() => join('pcsk_', random('base62', 6)), () => `pinecone_index = "${uuid.sample(2)}"`],
})

const weaviate = singleKey({
  id: 'weaviate',
  name: 'Weaviate',
  revokeAt: 'https://console.weaviate.cloud',
  source: unverified('https://docs.weaviate.io/cloud/manage-clusters/authentication'),
  allows: 'read, change and delete the objects of its cluster',
  randomBits: 190,
  detect: [
    assigned(
      ['weaviate', 'wcd_api', 'wcs_api', 'wcd_key', 'wcs_key'],
      /[A-Za-z0-9+/]{32,140}={0,2}/,
      /(?:weaviate|wc[ds])[a-z0-9]{0,24}(?:key|token|secret)/,
    ),
  ],
  check: mustLookIssued,
  matches: [
    () => `WEAVIATE_API_KEY=${random('base62', 36)}\n`,
    () => `WCD_API_KEY="${random('base64', 86)}=="`,
  ],
  misses: [() => `WEAVIATE_API_KEY=${'x'.repeat(36)}`, () => `weaviate_host = "${random('base62', 36)}"`],
})

const langsmith = singleKey({
  id: 'langsmith',
  name: 'LangSmith',
  revokeAt: 'https://smith.langchain.com/settings',
  source: unverified(
    'https://docs.smith.langchain.com/administration/how_to_guides/organization_management/create_account_api_key',
  ),
  allows: 'read and change the traces, prompts and data sets of its workspace',
  randomBits: 128,
  detect: [
    token('lsv2_', /lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}/, standalone),
    token('ls__', /ls__[0-9a-f]{32}/, standalone),
  ],
  matches: [
    () => `LANGSMITH_API_KEY=${join('lsv2_', 'pt_', random('hex', 32), '_', random('hex', 10))}\n`,
    () => `os.environ["LANGCHAIN_API_KEY"] = "${join('ls__', random('hex', 32))}"`,
  ],
  misses: [() => join('lsv2_', 'pt_', random('hex', 32)), () => join('ls__', 'a_file_of_ours')],
})

const langfuse = singleKey({
  id: 'langfuse',
  name: 'Langfuse',
  revokeAt: 'https://cloud.langfuse.com',
  source: unverified('https://langfuse.com/faq/all/where-are-langfuse-api-keys'),
  kind: 'secret-key',
  allows: 'read and change the traces and prompts of its project, together with the public key',
  randomBits: 122,
  detect: [token('sk-lf-', new RegExp(`sk-lf-${uuid.pattern}`), standalone)],
  matches: [
    () => `LANGFUSE_SECRET_KEY=${join('sk-lf-', uuid.sample(3))}\n`,
    () => `secretKey: '${join('sk-lf-', uuid.sample(4))}'`,
  ],
  misses: [() => join('pk-lf-', uuid.sample(5)), () => join('sk-lf-', random('hex', 12))],
})

const wandb = singleKey({
  id: 'wandb',
  name: 'Weights & Biases',
  revokeAt: 'https://wandb.ai/settings',
  source: unverified('https://docs.wandb.ai/support/find_api_key/'),
  confidence: 'high',
  allows: 'read and change every run, model and data set its owner can',
  randomBits: 160,
  detect: [
    token('wandb_v1_', /wandb_v1_[A-Za-z0-9_]{77}/, { notAfter: /[A-Za-z0-9_-]/ }),
    assigned('wandb', /[0-9a-f]{40}/, /wandb[a-z0-9]{0,24}(?:key|token|secret)/),
    token('wandb.login(', /wandb\.login\(\s{0,8}key\s?=\s?["'](?<secret>[0-9a-f]{40})/),
  ],
  matches: [
    () => `WANDB_API_KEY=${random('hex', 40)}\n`,
    () => `wandb.login(key="${random('hex', 40, 2)}")`,
    () => join('wandb_v1_', random('base62', 27), '_', random('base62', 49)),
  ],
  misses: [() => `wandb_commit = "${random('hex', 40)}"`, () => join('wandb_v1_', random('base62', 27))],
})

const helicone = singleKey({
  id: 'helicone',
  name: 'Helicone',
  revokeAt: 'https://us.helicone.ai/settings/api-keys',
  source: unverified('https://docs.helicone.ai/references/availability'),
  allows: 'log and read the requests to models, with their texts, of its organization',
  randomBits: 130,
  detect: [
    token(
      'sk-helicone-',
      /sk-helicone-(?:(?:eu|cp|proxy)-){0,2}[a-z0-9]{7}(?:-[a-z0-9]{7}){3}(?:-[0-9a-f]{4,12}){0,5}/,
      standalone,
    ),
  ],
  matches: [
    () => `HELICONE_API_KEY=${heliconeKey('', 1)}\n`,
    () => `"Helicone-Auth": "Bearer ${heliconeKey('eu-', 2)}"`,
  ],
  misses: [() => join('sk-helicone-', random('lowerDigits', 7)), () => join('sk-helicone-', '...')],
})

const portkey = singleKey({
  id: 'portkey',
  name: 'Portkey',
  revokeAt: 'https://app.portkey.ai/api-keys',
  source: unverified(
    'https://portkey.ai/docs/product/enterprise-offering/org-management/api-keys-authn-and-authz',
  ),
  allows: 'use every model its workspace has a key for, at that workspace’s cost',
  ...named('portkey api key', chars('base64', 27), either('=', '')),
})

const jina = singleKey({
  id: 'jina',
  name: 'Jina AI',
  revokeAt: 'https://jina.ai/api-dashboard/key-manager',
  source: unverified('https://jina.ai/reader/'),
  severity: 'medium',
  allows: 'use embeddings, reader and search at the cost of its owner',
  randomBits: 128,
  detect: [token('jina_', /jina_[0-9a-f]{32}[A-Za-z0-9_-]{28}/, { notAfter: /[A-Za-z0-9_-]/ })],
  matches: [
    () => `JINA_API_KEY=${join('jina_', random('hex', 32), random('base64url', 28))}\n`,
    () => `"Authorization": "Bearer ${join('jina_', random('hex', 32, 2), random('base62', 28))}"`,
  ],
  misses: [
    () => join('jina_', random('hex', 32)),
    () => 'jina_embeddings_v3_model_for_the_retrieval_of_many_documents_x',
  ],
})

const tavily = singleKey({
  id: 'tavily',
  name: 'Tavily',
  revokeAt: 'https://app.tavily.com',
  source: unverified('https://docs.tavily.com/documentation/quickstart'),
  severity: 'medium',
  allows: searchTheWeb,
  randomBits: 178,
  detect: [token('tvly-', /tvly-(?:(?:dev|prod)-)?[A-Za-z0-9_-]{32,60}/, standalone)],
  matches: [
    () => `TAVILY_API_KEY=${join('tvly-', random('base62', 32))}\n`,
    () => `TavilyClient("${join('tvly-', 'dev-', random('base62', 32, 2))}")`,
  ],
  misses: [() => join('tvly-', random('base62', 9)), () => 'tvly-YOUR_API_KEY'],
})

const exa = singleKey({
  id: 'exa',
  name: 'Exa',
  revokeAt: 'https://dashboard.exa.ai/api-keys',
  source: unverified('https://docs.exa.ai/reference/getting-started'),
  severity: 'medium',
  allows: searchTheWeb,
  randomBits: 122,
  detect: [
    assigned(
      ['exa_api', 'exaapi', 'exa_key', 'exakey', 'exa-api'],
      new RegExp(uuid.pattern),
      /^(?:[a-z]{0,12}env)?(?:next|vite|react)?exa(?:ai|search)?(?:api)?(?:key|token)$/,
    ),
  ],
  matches: [() => `EXA_API_KEY=${uuid.sample(6)}\n`, () => `exaApiKey: "${uuid.sample(7)}"`],
  misses: [() => `TEXA_API_KEY=${uuid.sample(8)}`, () => `exa_api_id = "${uuid.sample(9)}"`],
})

const firecrawl = singleKey({
  id: 'firecrawl',
  name: 'Firecrawl',
  revokeAt: 'https://www.firecrawl.dev/app/api-keys',
  source: unverified('https://docs.firecrawl.dev/api-reference/introduction'),
  severity: 'medium',
  allows: 'crawl the web at the cost of its owner',
  randomBits: 128,
  detect: [assigned(['firecrawl', 'api_key', 'apikey'], /fc-[0-9a-f]{32}/)],
  matches: [
    () => `FIRECRAWL_API_KEY=${join('fc-', random('hex', 32))}\n`,
    () => `new FirecrawlApp({ apiKey: "${join('fc-', random('hex', 32, 2))}" })`,
  ],
  misses: [
    () => `FIRECRAWL_API_KEY=${join('fc-', random('hex', 8))}`,
    () => `id: "${join('fc-', random('hex', 32))}"`,
  ],
})

const llamacloud = singleKey({
  id: 'llamacloud',
  name: 'LlamaCloud',
  revokeAt: 'https://cloud.llamaindex.ai',
  source: unverified('https://docs.cloud.llamaindex.ai/api_key'),
  allows: 'read the documents and indexes of its project, and parse more at its owner’s cost',
  ...prefixed({ prefix: 'llx-', ...standalone }, chars('base62', 48)),
})

const serper = singleKey({
  id: 'serper',
  name: 'Serper',
  revokeAt: 'https://serper.dev/api-key',
  source: unverified('https://serper.dev'),
  severity: 'medium',
  allows: searchTheWeb,
  ...named('serper api key', chars('hex', 40)),
})

const serpapi = singleKey({
  id: 'serpapi',
  name: 'SerpApi',
  revokeAt: 'https://serpapi.com/manage-api-key',
  source: unverified('https://serpapi.com/search-api'),
  title: 'key',
  severity: 'medium',
  allows: searchTheWeb,
  ...named({ words: 'serpapi api key', service: 'serp api' }, chars('hex', 64)),
})

function heliconeKey(region: string, seed: number): string {
  const groups = [1, 2, 3, 4].map((index) => random('lowerDigits', 7, seed * 10 + index))
  return join('sk-helicone-', region, groups.join('-'))
}

/** What applications of models are built with: vector stores, search, tracing. */
export const aiTools = [
  ...pinecone,
  ...weaviate,
  ...langsmith,
  ...langfuse,
  ...wandb,
  ...helicone,
  ...portkey,
  ...jina,
  ...tavily,
  ...exa,
  ...firecrawl,
  ...llamacloud,
  ...serper,
  ...serpapi,
]
