import { prefixed } from './form.ts'
import { rulesOf, unverified } from './service-rule.ts'
import { chars } from './shape.ts'

const source = unverified('https://huggingface.co/docs/hub/security-tokens')

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
      ...prefixed('hf_', chars('letters', 34)),
    },
    {
      kind: 'organization-token',
      title: 'organization API token',
      severity: 'high',
      confidence: 'high',
      allows: 'read and change the models, datasets and spaces of its organization',
      ...prefixed('api_org_', chars('letters', 34)),
    },
  ],
)
