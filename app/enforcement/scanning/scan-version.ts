import { createHash } from 'node:crypto'
import { rulesVersion } from '../../../scanner/pool/rules-version.ts'
import type { ScanRequest } from '../scanning.ts'

/**
 * Everything but the repository on which it depends what a scan finds: the scanner, and what the policy says of scanning. Where it is
 * another one than a scan had, the repository is to be scanned again.
 */
export const scanVersion = (settings: ScanRequest['settings']): string =>
  createHash('sha256')
    .update(rulesVersion({ userRules: settings.rules }))
    .update(JSON.stringify(settings))
    .digest('hex')
