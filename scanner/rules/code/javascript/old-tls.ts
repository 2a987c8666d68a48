import { constantText } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const oldTls: CodeRule = {
  ...papersFor('javascript', 'old-tls', 'https://nodejs.org/api/tls.html#tlscreatesecurecontextoptions'),
  query: {
    settings: ['minVersion', 'maxVersion', 'secureProtocol', 'DEFAULT_MIN_VERSION', 'DEFAULT_MAX_VERSION'],
  },
  judge: ({ source, name, value }) => {
    const version = constantText(source, value)
    if (version === undefined || value === null) return undefined
    const isOld =
      /^(?:TLSv1(?:\.[01])?|SSLv[23]|(?:SSLv[23]|D?TLSv1(?:_1)?)_(?:client_|server_)?method)$/.test(version)
    // SSLv23_method means every version, for historical reasons.
    if (!isOld || version.startsWith('SSLv23')) return undefined
    const isMinimum = /min/i.test(name) && value.type === 'string'
    return {
      note: `it allows ${version}`,
      ...(isMinimum && {
        edits: [{ start: value.startIndex + 1, end: value.endIndex - 1, text: 'TLSv1.2' }],
      }),
    }
  },
  matches: [
    `tls.createServer({ minVersion: 'TLSv1' })`,
    `https.request({ secureProtocol: 'TLSv1_method' })`,
    `tls.DEFAULT_MIN_VERSION = 'TLSv1.1'`,
    `https.createServer({ key, cert, secureProtocol: 'SSLv3_server_method' })`,
  ],
  misses: [
    `tls.createServer({ minVersion: 'TLSv1.2' })`,
    `https.request({ secureProtocol: 'TLSv1_2_method' })`,
    `https.request({ secureProtocol: 'SSLv23_method' })`,
    `module({ minVersion: '1.0' })`,
  ],
}
