import { join, random, rulesOf, token, unverified } from './service-rule.ts'

const source = unverified('https://huggingface.co/docs/hub/security-tokens')

/** A prefix and 34 letters. */
const key = (prefix: string, variable: string) => ({
  detect: [token(prefix, new RegExp(`${prefix}[A-Za-z]{34}`))],
  randomBits: 193,
  matches: [
    () => `${variable}=${join(prefix, random('letters', 34))}\n`,
    () => `login(token="${join(prefix, random('letters', 34, 2))}")`,
    () => `<token>${join(prefix, random('letters', 34, 3))}</token>`,
  ],
  misses: [
    () => join(prefix, random('letters', 20)),
    () => join(prefix, random('letters', 33), '1'),
    () => join(prefix, 'requiredCharacteristicTypesForDisplay'),
    () => join('x', prefix, random('letters', 34)),
  ],
})

export const huggingface = rulesOf(
  { id: 'huggingface', name: 'Hugging Face', revokeAt: 'https://huggingface.co/settings/tokens', source },
  [
    {
      kind: 'access-token',
      title: 'user access token',
      severity: 'high',
      confidence: 'high',
      allows:
        'read, and with a write token change, every model, dataset and space its owner can, private ones too',
      ...key('hf_', 'HF_TOKEN'),
    },
    {
      kind: 'organization-token',
      title: 'organization API token',
      severity: 'high',
      confidence: 'high',
      allows: 'read and change the models, datasets and spaces of its organization',
      ...key('api_org_', 'HUGGINGFACEHUB_API_TOKEN'),
    },
  ],
)
