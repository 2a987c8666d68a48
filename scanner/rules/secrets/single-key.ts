import type { SecretRule } from '../../engine/rule.ts'
import type { Form } from './form.ts'
import { type Service, type ServiceKey, rulesOf } from './service-rule.ts'

/** A service with one kind of key worth telling apart. */
export interface SingleKey extends Service, Form, Pick<ServiceKey, 'allows' | 'fix' | 'normalize'> {
  /** Default: `api-key`. */
  readonly kind?: string
  /** Default: the kind in words. */
  readonly title?: string
  /** Default: `high`. */
  readonly severity?: ServiceKey['severity']
  /** Default: `high` for keys with a mark of their own, `medium` for those that only their name tells. */
  readonly confidence?: ServiceKey['confidence']
}

/** Makes the rule of a service that has one kind of key. */
export function singleKey({ id, name, revokeAt, source, ...key }: SingleKey): readonly SecretRule[] {
  const { kind = 'api-key' } = key
  const isMarked = key.detect.every(({ how }) => how === 'token')
  const defaults = {
    kind,
    title: kind.replaceAll('-', ' ').replace(/^(?:api|sdk) /, (word) => word.toUpperCase()),
    severity: 'high',
    confidence: isMarked ? 'high' : 'medium',
  } as const
  return rulesOf({ id, name, revokeAt, source }, [{ ...defaults, ...key }])
}
