import type { SecretRule } from '../../engine/rule.ts'
import { mustLookIssued } from './checks/issued-value.ts'
import { named, prefixed } from './form.ts'
import {
  type ServiceKey,
  assigned,
  join,
  random,
  rulesOf,
  standalone,
  token,
  unverified,
} from './service-rule.ts'
import { chars, uuid } from './shape.ts'

type Rest = Pick<ServiceKey, 'detect' | 'randomBits' | 'matches' | 'misses'> & {
  readonly check?: SecretRule['check']
}

/** Most providers of models have one kind of key, which does one thing. */
const provider = (
  id: string,
  name: string,
  revokeAt: string,
  url: string,
  known: boolean,
  shape: Rest,
): readonly SecretRule[] =>
  rulesOf({ id, name, revokeAt, source: unverified(url) }, [
    {
      kind: 'api-key',
      title: 'API key',
      severity: 'high',
      confidence: known ? 'high' : 'medium',
      allows: 'use models at the cost of its owner, and read what the owner has uploaded',
      ...shape,
    },
  ])

/** Keys that begin `sk-`, as OpenAI's do, so that only the name they have tells whose they are. */
const skNamed = (
  vendor: string,
  names: readonly string[],
  body: string,
  bits: number,
  sample: () => string,
): Rest => ({
  detect: [
    assigned(names, new RegExp(`sk-${body}`), new RegExp(`(?:${vendor})[a-z0-9]{0,24}(?:key|token|secret)`)),
  ],
  randomBits: bits,
  check: mustLookIssued,
  matches: [
    () => `${names[0]!.toUpperCase()}_API_KEY=${sample()}\n`,
    () => `${names[0]}ApiKey: "${sample()}"`,
  ],
  misses: [
    () => `${names[0]!.toUpperCase()}_API_KEY=${join('sk-', 'x'.repeat(32))}`,
    () => `OTHER=${sample()}`,
  ],
})

const elevenLabsNames = ['elevenlabs', 'eleven_labs', 'eleven-labs', 'xi-api-key', 'xi_api_key', 'xiapikey']

/** Every Groq key has this in its middle; what it means is not documented. */
const groqMark = join('WGdy', 'b3FY')

export const modelProviders: readonly SecretRule[] = [
  ...provider(
    'ai21',
    'AI21',
    'https://studio.ai21.com/account/api-key',
    'https://docs.ai21.com/docs/sdk',
    false,
    named('ai21 api key', chars('base62', 32)),
  ),
  ...provider(
    'assemblyai',
    'AssemblyAI',
    'https://www.assemblyai.com/app/api-keys',
    'https://www.assemblyai.com/docs',
    false,
    named(
      { words: 'assemblyai api key', names: ['assemblyai', 'assembly_ai', 'assembly-ai', 'aai_'] },
      chars('hex', 32),
    ),
  ),
  ...provider(
    'cartesia',
    'Cartesia',
    'https://play.cartesia.ai/keys',
    'https://docs.cartesia.ai/get-started/authenticate-your-client-applications',
    true,
    prefixed({ prefix: 'sk_car_', ...standalone }, chars('base62', 20, 40)),
  ),
  ...provider(
    'cerebras',
    'Cerebras',
    'https://cloud.cerebras.ai',
    'https://inference-docs.cerebras.ai/quickstart',
    true,
    prefixed({ prefix: 'csk-', ...standalone }, chars('lowerDigits', 48)),
  ),
  ...provider(
    'cohere',
    'Cohere',
    'https://dashboard.cohere.com/api-keys',
    'https://docs.cohere.com/reference/about',
    false,
    {
      detect: [
        assigned(
          ['cohere', 'co_api_key'],
          /[A-Za-z0-9]{40}/,
          /cohere[a-z0-9]{0,24}(?:key|token|secret)|^coapikey$/,
        ),
        token(
          'cohere.',
          /cohere\.(?:Async)?Client(?:V2)?\(\s{0,8}(?:api_key\s?=\s?)?["'](?<secret>[A-Za-z0-9]{40})/,
        ),
      ],
      randomBits: 238,
      check: mustLookIssued,
      matches: [
        () => `export CO_API_KEY=${random('base62', 40)}\n`,
        () => `cohere_api_key = "${random('base62', 40, 2)}"`,
        () => `co = cohere.Client('${random('base62', 40, 3)}')`,
      ],
      misses: [
        () => `CO_API_KEY=${'x'.repeat(40)}`,
        () => `PRECO_API_KEY=${random('base62', 40)}`,
        () => `coherenceHash = "${random('hex', 40)}"`,
      ],
    },
  ),
  ...provider(
    'dashscope',
    'Alibaba Model Studio (DashScope)',
    'https://bailian.console.alibabacloud.com',
    'https://www.alibabacloud.com/help/en/model-studio/get-api-key',
    false,
    skNamed('dashscope|qwen|bailian', ['dashscope', 'qwen', 'bailian'], '[0-9a-f]{32}', 128, () =>
      join('sk-', random('hex', 32)),
    ),
  ),
  ...provider(
    'deepgram',
    'Deepgram',
    'https://console.deepgram.com',
    'https://developers.deepgram.com/docs/create-additional-api-keys',
    false,
    named('deepgram api key', chars('hex', 40)),
  ),
  ...provider(
    'deepl',
    'DeepL',
    'https://www.deepl.com/your-account/keys',
    'https://developers.deepl.com/docs/getting-started/auth',
    true,
    {
      detect: [
        token(':fx', /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}:fx/, {
          lead: { chars: /[0-9a-f-]/, max: 36 },
          notBefore: /[A-Za-z0-9_-]/,
        }),
      ],
      randomBits: 122,
      matches: [
        () => `DEEPL_AUTH_KEY=${uuid.sample(1)}:fx\n`,
        () => `deepl.Translator("${uuid.sample(2)}:fx")`,
      ],
      misses: [() => `${uuid.sample(3)}:fy`, () => 'translate:fx', () => `id=${uuid.sample(4).slice(4)}:fx`],
    },
  ),
  ...provider(
    'deepseek',
    'DeepSeek',
    'https://platform.deepseek.com/api_keys',
    'https://api-docs.deepseek.com',
    false,
    skNamed('deepseek', ['deepseek'], '[0-9a-f]{32}', 128, () => join('sk-', random('hex', 32))),
  ),
  ...provider(
    'elevenlabs',
    'ElevenLabs',
    'https://elevenlabs.io/app/settings/api-keys',
    'https://elevenlabs.io/docs/api-reference/authentication',
    false,
    {
      detect: [
        assigned([...elevenLabsNames, 'api_key', 'apikey'], /sk_[0-9a-f]{48}/),
        assigned(elevenLabsNames, /[0-9a-f]{32}/, /elevenlabs?[a-z0-9]{0,24}(?:key|token)|xiapikey/),
      ],
      randomBits: 128,
      matches: [
        () => `ELEVENLABS_API_KEY=${join('sk_', random('hex', 48))}\n`,
        () => `headers = {"xi-api-key": "${random('hex', 32)}"}`,
        () => `const elevenLabsKey = '${join('sk_', random('hex', 48, 2))}'`,
      ],
      misses: [
        () => `api_key = "${join('sk_', random('hex', 40))}"`,
        () => `elevenlabs_voice_id = "${random('hex', 32)}"`,
        () => `xi-api-key: ${'0'.repeat(32)}`,
      ],
    },
  ),
  ...provider(
    'fireworks',
    'Fireworks AI',
    'https://app.fireworks.ai/settings/users/api-keys',
    'https://docs.fireworks.ai/api-reference/introduction',
    true,
    {
      // `fw_` is common in firmware's code, so a name must say that it is a key.
      detect: [assigned(['fireworks', 'api_key', 'apikey'], /fw_[A-Za-z0-9]{22,24}/)],
      randomBits: 130,
      check: mustLookIssued,
      matches: [
        () => `FIREWORKS_API_KEY=${join('fw_', random('base62', 24))}\n`,
        () => `Fireworks(api_key="${join('fw_', random('base62', 22))}")`,
      ],
      misses: [
        () => `api_key = "fw_${'download'.repeat(3)}"`,
        () => `x = "${join('fw_', random('base62', 24))}"`,
      ],
    },
  ),
  ...provider(
    'friendli',
    'Friendli',
    'https://friendli.ai/suite/setting/tokens',
    'https://friendli.ai/docs/guides/personal_access_tokens',
    true,
    prefixed({ prefix: 'flp_', ...standalone }, chars('base62', 46)),
  ),
  ...provider(
    'groq',
    'Groq',
    'https://console.groq.com/keys',
    'https://console.groq.com/docs/quickstart',
    true,
    {
      ...prefixed({ prefix: 'gsk_', ...standalone }, chars('base62', 52)),
      check: (secret) =>
        secret.includes(groqMark)
          ? undefined
          : { confidence: 'medium', note: 'without the mark that Groq’s keys have' },
    },
  ),
  ...provider(
    'mistral',
    'Mistral AI',
    'https://console.mistral.ai/api-keys',
    'https://docs.mistral.ai/getting-started/quickstart',
    false,
    named('mistral api key', chars('base62', 32)),
  ),
  ...provider(
    'moonshot',
    'Moonshot AI (Kimi)',
    'https://platform.moonshot.ai/console/api-keys',
    'https://platform.moonshot.ai/docs',
    false,
    skNamed('moonshot|kimi', ['moonshot', 'kimi'], '[A-Za-z0-9]{48}', 285, () =>
      join('sk-', random('base62', 48)),
    ),
  ),
  ...provider(
    'nvidia',
    'NVIDIA',
    'https://build.nvidia.com/settings/api-keys',
    'https://docs.api.nvidia.com',
    true,
    prefixed({ prefix: 'nvapi-', ...standalone }, chars('base64url', 64)),
  ),
  ...provider(
    'openrouter',
    'OpenRouter',
    'https://openrouter.ai/settings/keys',
    'https://openrouter.ai/docs/api-reference/authentication',
    true,
    prefixed({ prefix: 'sk-or-v1-', ...standalone }, chars('hex', 64)),
  ),
  ...provider(
    'perplexity',
    'Perplexity',
    'https://www.perplexity.ai/account/api/keys',
    'https://docs.perplexity.ai/guides/getting-started',
    true,
    prefixed({ prefix: 'pplx-', ...standalone }, chars('base62', 48)),
  ),
  ...provider(
    'privateai',
    'Private AI',
    'https://portal.private-ai.com',
    'https://docs.private-ai.com',
    false,
    named(
      { words: 'privateai api key', names: ['privateai', 'private_ai', 'private-ai'] },
      chars('lowerDigits', 32),
    ),
  ),
  ...provider(
    'siliconflow',
    'SiliconFlow',
    'https://cloud.siliconflow.cn/account/ak',
    'https://docs.siliconflow.com',
    false,
    {
      ...skNamed('siliconflow', ['siliconflow'], '[a-z]{48}', 225, () => join('sk-', random('lower', 48))),
      check: () => undefined,
    },
  ),
  ...provider(
    'stability',
    'Stability AI',
    'https://platform.stability.ai/account/keys',
    'https://platform.stability.ai/docs/getting-started/authentication',
    false,
    skNamed('stability|dreamstudio', ['stability', 'dreamstudio'], '[A-Za-z0-9]{48}', 285, () =>
      join('sk-', random('base62', 48)),
    ),
  ),
  ...provider(
    'together',
    'Together AI',
    'https://api.together.ai/settings/api-keys',
    'https://docs.together.ai/reference/authentication-1',
    true,
    {
      detect: [
        token('tgp_v1_', /tgp_v1_[A-Za-z0-9_-]{43}/, standalone),
        assigned(['together'], /[0-9a-f]{64}/, /together(?:ai|computer)?(?:api)?(?:key|token)/),
      ],
      randomBits: 256,
      matches: [
        () => `TOGETHER_API_KEY=${random('hex', 64)}\n`,
        () => `Together(api_key="${join('tgp_v1_', random('base64url', 43))}")`,
      ],
      misses: [
        () => `together_hash = "${random('hex', 64)}"`,
        () => join('tgp_v1_', random('base64url', 20)),
        () => `altogether: ${random('hex', 64)}`,
      ],
    },
  ),
  ...provider(
    'upstage',
    'Upstage',
    'https://console.upstage.ai/api-keys',
    'https://console.upstage.ai/docs/getting-started',
    false,
    {
      detect: [assigned('upstage', /up_[A-Za-z0-9]{29}/, /upstage[a-z0-9]{0,24}(?:key|token)/)],
      randomBits: 172,
      matches: [
        () => `UPSTAGE_API_KEY=${join('up_', random('base62', 29))}\n`,
        () => `upstageApiKey: "${join('up_', random('base62', 29, 2))}"`,
      ],
      misses: [
        () => `up_key = "${join('up_', random('base62', 29))}"`,
        () => `UPSTAGE_API_KEY=${join('up_', 'x'.repeat(29))}`,
      ],
    },
  ),
  ...provider(
    'voyage',
    'Voyage AI',
    'https://dashboard.voyageai.com/api-keys',
    'https://docs.voyageai.com/docs/api-key-and-installation',
    true,
    {
      detect: [assigned(['voyage', 'api_key', 'apikey'], /pa-[A-Za-z0-9_-]{43}/)],
      randomBits: 258,
      check: mustLookIssued,
      matches: [
        () => `VOYAGE_API_KEY=${join('pa-', random('base64url', 43))}\n`,
        () => `voyageai.Client(api_key="${join('pa-', random('base64url', 43, 2))}")`,
      ],
      misses: [
        () => `VOYAGE_API_KEY=${join('pa-', random('base64url', 20))}`,
        () => `api_key = "pa-container-with-a-long-class-name-and-modifie"`,
        () => `api_key = "${join('spa-', random('base64url', 43))}"`,
      ],
    },
  ),
  ...provider(
    'xai',
    'xAI',
    'https://console.x.ai',
    'https://docs.x.ai/docs/overview',
    true,
    prefixed({ prefix: 'xai-', ...standalone }, chars('base62', 80)),
  ),
  ...provider(
    'zhipu',
    'Zhipu AI (Z.ai)',
    'https://open.bigmodel.cn/usercenter/apikeys',
    'https://docs.z.ai/guides/overview/quick-start',
    false,
    {
      detect: [
        assigned(['zhipu', 'glm_', 'bigmodel', 'zai_api', 'z_ai_api'], /[0-9a-f]{32}\.[A-Za-z0-9]{16}/),
      ],
      randomBits: 200,
      matches: [() => `ZHIPUAI_API_KEY=${zhipuKey(1)}\n`, () => `zhipu_key = "${zhipuKey(2)}"`],
      misses: [() => `ZHIPUAI_API_KEY=${random('hex', 32)}`, () => `other = "${zhipuKey(3)}"`],
    },
  ),
]

function zhipuKey(seed: number): string {
  return `${random('hex', 32, seed)}.${random('base62', 16, seed)}`
}
