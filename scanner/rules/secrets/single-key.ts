import type { Confidence, SecretRule, Severity } from '../../engine/rule.ts'
import type { Form } from './key-forms.ts'
import { rulesOf } from './service-rule.ts'

/** A service with one kind of key worth telling apart. */
export interface SingleKey extends Form {
  readonly id: string
  readonly name: string
  /** Where a key is revoked. */
  readonly revokeAt: string
  /** The vendor's page about its keys. */
  readonly docs: string
  /** That page was read when the rule was written. */
  readonly wasRead?: true
  /** Completes "Whoever has it can …". */
  readonly allows: string
  /** Default: `api-key`. */
  readonly kind?: string
  /** Default: the kind in words. */
  readonly title?: string
  /** Default: `high`. */
  readonly severity?: Severity
  /** Default: `high` for keys with a mark of their own, `medium` for those that only their name tells. */
  readonly confidence?: Confidence
  /** Where "revoke it and make a new one" is not the right advice. */
  readonly fix?: string
}

/** Makes the rule of a service that has one kind of key. */
export function singleKey(key: SingleKey): readonly SecretRule[] {
  const {
    id,
    name,
    revokeAt,
    docs,
    wasRead,
    kind = 'api-key',
    severity = 'high',
    confidence,
    title,
    ...rest
  } = key
  const isMarked = rest.detect.every((detector) => detector.how === 'token')
  return rulesOf({ id, name, revokeAt, source: { url: docs, checked: wasRead ? 'read' : 'unverified' } }, [
    {
      ...rest,
      kind,
      title: title ?? kind.replaceAll('-', ' ').replace('api ', 'API '),
      severity,
      confidence: confidence ?? (isMarked ? 'high' : 'medium'),
    },
  ])
}
