import type { SecretRule } from '../../engine/rule.ts'
import { mustLookIssued } from './checks/issued-value.ts'
import { named, prefixed } from './form.ts'
import { assigned, join, random, standalone, token, unverified } from './service-rule.ts'
import { chars, uuid } from './shape.ts'
import { singleKey } from './single-key.ts'

/** Most providers of models have one kind of key, which does one thing. */
const useModels = 'use models at the cost of its owner, and read what the owner has uploaded'

const elevenLabsNames = ['elevenlabs', 'eleven_labs', 'eleven-labs', 'xi-api-key', 'xi_api_key', 'xiapikey']

/** Every Groq key has this in its middle; what it means is not documented. */
const groqMark = join('WGdy', 'b3FY')

export const modelProviders: readonly SecretRule[] = [
  ...singleKey({
    id: 'ai21',
    name: 'AI21',
    revokeAt: 'https://studio.ai21.com/account/api-key',
    source: unverified('https://docs.ai21.com/docs/sdk'),
    allows: useModels,
    ...named('ai21 api key', chars('base62', 32)),
  }),
  ...singleKey({
    id: 'assemblyai',
    name: 'AssemblyAI',
    revokeAt: 'https://www.assemblyai.com/app/api-keys',
    source: unverified('https://www.assemblyai.com/docs'),
    allows: useModels,
    ...named({ words: 'assemblyai api key', service: 'assembly ai' }, chars('hex', 32)),
  }),
  ...singleKey({
    id: 'cartesia',
    name: 'Cartesia',
    revokeAt: 'https://play.cartesia.ai/keys',
    source: unverified('https://docs.cartesia.ai/get-started/authenticate-your-client-applications'),
    allows: useModels,
    ...prefixed({ prefix: 'sk_car_', ...standalone }, chars('base62', 20, 40)),
  }),
  ...singleKey({
    id: 'cerebras',
    name: 'Cerebras',
    revokeAt: 'https://cloud.cerebras.ai',
    source: unverified('https://inference-docs.cerebras.ai/quickstart'),
    allows: useModels,
    ...prefixed({ prefix: 'csk-', ...standalone }, chars('lowerDigits', 48)),
  }),
  ...singleKey({
    id: 'cohere',
    name: 'Cohere',
    revokeAt: 'https://dashboard.cohere.com/api-keys',
    source: unverified('https://docs.cohere.com/reference/about'),
    allows: useModels,
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
  }),
  ...singleKey({
    id: 'dashscope',
    name: 'Alibaba Model Studio (DashScope)',
    revokeAt: 'https://bailian.console.alibabacloud.com',
    source: unverified('https://www.alibabacloud.com/help/en/model-studio/get-api-key'),
    allows: useModels,
    ...named(
      { words: 'dashscope api key', service: ['dashscope', 'qwen', 'bailian'] },
      'sk-',
      chars('hex', 32),
    ),
  }),
  ...singleKey({
    id: 'deepgram',
    name: 'Deepgram',
    revokeAt: 'https://console.deepgram.com',
    source: unverified('https://developers.deepgram.com/docs/create-additional-api-keys'),
    allows: useModels,
    ...named('deepgram api key', chars('hex', 40)),
  }),
  ...singleKey({
    id: 'deepl',
    name: 'DeepL',
    revokeAt: 'https://www.deepl.com/your-account/keys',
    source: unverified('https://developers.deepl.com/docs/getting-started/auth'),
    allows: useModels,
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
  }),
  ...singleKey({
    id: 'deepseek',
    name: 'DeepSeek',
    revokeAt: 'https://platform.deepseek.com/api_keys',
    source: unverified('https://api-docs.deepseek.com'),
    allows: useModels,
    ...named('deepseek api key', 'sk-', chars('hex', 32)),
  }),
  ...singleKey({
    id: 'elevenlabs',
    name: 'ElevenLabs',
    revokeAt: 'https://elevenlabs.io/app/settings/api-keys',
    source: unverified('https://elevenlabs.io/docs/api-reference/authentication'),
    allows: useModels,
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
  }),
  ...singleKey({
    id: 'fireworks',
    name: 'Fireworks AI',
    revokeAt: 'https://app.fireworks.ai/settings/users/api-keys',
    source: unverified('https://docs.fireworks.ai/api-reference/introduction'),
    confidence: 'high',
    allows: useModels,
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
  }),
  ...singleKey({
    id: 'friendli',
    name: 'Friendli',
    revokeAt: 'https://friendli.ai/suite/setting/tokens',
    source: unverified('https://friendli.ai/docs/guides/personal_access_tokens'),
    allows: useModels,
    ...prefixed({ prefix: 'flp_', ...standalone }, chars('base62', 46)),
  }),
  ...singleKey({
    id: 'groq',
    name: 'Groq',
    revokeAt: 'https://console.groq.com/keys',
    source: unverified('https://console.groq.com/docs/quickstart'),
    allows: useModels,
    ...prefixed({ prefix: 'gsk_', ...standalone }, chars('base62', 52)),
    check: (secret) =>
      secret.includes(groqMark)
        ? undefined
        : { confidence: 'medium', note: 'without the mark that Groq’s keys have' },
  }),
  ...singleKey({
    id: 'mistral',
    name: 'Mistral AI',
    revokeAt: 'https://console.mistral.ai/api-keys',
    source: unverified('https://docs.mistral.ai/getting-started/quickstart'),
    allows: useModels,
    ...named('mistral api key', chars('base62', 32)),
  }),
  ...singleKey({
    id: 'moonshot',
    name: 'Moonshot AI (Kimi)',
    revokeAt: 'https://platform.moonshot.ai/console/api-keys',
    source: unverified('https://platform.moonshot.ai/docs'),
    allows: useModels,
    ...named({ words: 'moonshot api key', service: ['moonshot', 'kimi'] }, 'sk-', chars('base62', 48)),
  }),
  ...singleKey({
    id: 'nvidia',
    name: 'NVIDIA',
    revokeAt: 'https://build.nvidia.com/settings/api-keys',
    source: unverified('https://docs.api.nvidia.com'),
    allows: useModels,
    ...prefixed({ prefix: 'nvapi-', ...standalone }, chars('base64url', 64)),
  }),
  ...singleKey({
    id: 'openrouter',
    name: 'OpenRouter',
    revokeAt: 'https://openrouter.ai/settings/keys',
    source: unverified('https://openrouter.ai/docs/api-reference/authentication'),
    allows: useModels,
    ...prefixed({ prefix: 'sk-or-v1-', ...standalone }, chars('hex', 64)),
  }),
  ...singleKey({
    id: 'perplexity',
    name: 'Perplexity',
    revokeAt: 'https://www.perplexity.ai/account/api/keys',
    source: unverified('https://docs.perplexity.ai/guides/getting-started'),
    allows: useModels,
    ...prefixed({ prefix: 'pplx-', ...standalone }, chars('base62', 48)),
  }),
  ...singleKey({
    id: 'privateai',
    name: 'Private AI',
    revokeAt: 'https://portal.private-ai.com',
    source: unverified('https://docs.private-ai.com'),
    allows: useModels,
    ...named(
      { words: 'privateai api key', names: ['privateai', 'private_ai', 'private-ai'] },
      chars('lowerDigits', 32),
    ),
  }),
  ...singleKey({
    id: 'siliconflow',
    name: 'SiliconFlow',
    revokeAt: 'https://cloud.siliconflow.cn/account/ak',
    source: unverified('https://docs.siliconflow.com'),
    allows: useModels,
    ...named('siliconflow api key', 'sk-', chars('lower', 48)),
    // Its keys are letters only, and so look like none.
    check: () => undefined,
    misses: [
      () => `SILICONFLOW_API_KEY=${join('sk-', random('lower', 40))}`,
      () => `SILICONFLOW_MODEL=${join('sk-', random('lower', 48))}`,
      () => `SILICONFLOW_API_KEY=${join('sk-', 'x'.repeat(48))}`,
    ],
  }),
  ...singleKey({
    id: 'stability',
    name: 'Stability AI',
    revokeAt: 'https://platform.stability.ai/account/keys',
    source: unverified('https://platform.stability.ai/docs/getting-started/authentication'),
    allows: useModels,
    ...named(
      { words: 'stability api key', service: ['stability', 'dreamstudio'] },
      'sk-',
      chars('base62', 48),
    ),
  }),
  ...singleKey({
    id: 'together',
    name: 'Together AI',
    revokeAt: 'https://api.together.ai/settings/api-keys',
    source: unverified('https://docs.together.ai/reference/authentication-1'),
    confidence: 'high',
    allows: useModels,
    detect: [
      token('tgp_v1_', /tgp_v1_[A-Za-z0-9_-]{43}/, standalone),
      assigned(
        ['together_', 'together-', 'together.', 'togetherai', 'togetherapi', 'togetherkey', 'togethertoken'],
        /[0-9a-f]{64}/,
        /together(?:ai|computer)?(?:api)?(?:key|token)/,
      ),
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
  }),
  ...singleKey({
    id: 'upstage',
    name: 'Upstage',
    revokeAt: 'https://console.upstage.ai/api-keys',
    source: unverified('https://console.upstage.ai/docs/getting-started'),
    allows: useModels,
    ...named('upstage api key', 'up_', chars('base62', 29)),
  }),
  ...singleKey({
    id: 'voyage',
    name: 'Voyage AI',
    revokeAt: 'https://dashboard.voyageai.com/api-keys',
    source: unverified('https://docs.voyageai.com/docs/api-key-and-installation'),
    confidence: 'high',
    allows: useModels,
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
  }),
  ...singleKey({
    id: 'xai',
    name: 'xAI',
    revokeAt: 'https://console.x.ai',
    source: unverified('https://docs.x.ai/docs/overview'),
    allows: useModels,
    ...prefixed({ prefix: 'xai-', ...standalone }, chars('base62', 80)),
  }),
  ...singleKey({
    id: 'zhipu',
    name: 'Zhipu AI (Z.ai)',
    revokeAt: 'https://open.bigmodel.cn/usercenter/apikeys',
    source: unverified('https://docs.z.ai/guides/overview/quick-start'),
    allows: useModels,
    detect: [
      assigned(
        ['zhipu', 'glm_api', 'glm_key', 'bigmodel', 'zai_api', 'z_ai_api'],
        /[0-9a-f]{32}\.[A-Za-z0-9]{16}/,
      ),
    ],
    randomBits: 200,
    matches: [() => `ZHIPUAI_API_KEY=${zhipuKey(1)}\n`, () => `zhipu_key = "${zhipuKey(2)}"`],
    misses: [() => `ZHIPUAI_API_KEY=${random('hex', 32)}`, () => `other = "${zhipuKey(3)}"`],
  }),
]

function zhipuKey(seed: number): string {
  return `${random('hex', 32, seed)}.${random('base62', 16, seed)}`
}
