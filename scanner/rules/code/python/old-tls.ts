import type { Node } from 'web-tree-sitter'
import { pathOf, type Source } from '../../../syntax/source.ts'
import type { CodeRule } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

const old =
  /\b(?:PROTOCOL_(?:SSLv[23]|TLSv1(?:_1)?)|TLSVersion\.(?:SSLv3|TLSv1(?:_1)?)|SSLv[23]_METHOD|TLSv1(?:_1)?_METHOD|TLS1(?:_1)?_VERSION)$/

export const oldTls: CodeRule = {
  ...papersFor('python', 'old-tls', 'https://docs.python.org/3/library/ssl.html#ssl.TLSVersion', 'read'),
  query: {
    literals: ['SSLv2', 'SSLv3', 'TLSv1', 'TLS1'],
    calls: ['SSLContext', 'Context', 'wrap_socket', 'set_min_proto_version'],
    settings: [
      'ssl_version',
      'minimum_version',
      'maximum_version',
      'ssl_minimum_version',
      'version',
      'method',
      'protocol',
      'ssl_protocol',
      'tls_version',
    ],
  },
  judge: ({ source, how, node, args, value }) => {
    const isOld = (given: Node | null): boolean => isOldVersion(source, given)
    if (how === 'setting') {
      if (!isOld(value)) return undefined
      const isMinimum = value !== null && /TLSVersion\.TLSv1(?:_1)?$/.test(value.text)
      return isMinimum
        ? {
            edits: [
              {
                start: value.endIndex - value.text.length + value.text.lastIndexOf('.') + 1,
                end: value.endIndex,
                text: 'TLSv1_2',
              },
            ],
          }
        : {}
    }
    // Named arguments are settings of their own.
    return args.some((one) => one.name === undefined && isOld(one.value)) ? { at: node } : undefined
  },
  matches: [
    `import ssl\ncontext = ssl.SSLContext(ssl.PROTOCOL_TLSv1)`,
    `import ssl\nssl.wrap_socket(s, ssl_version=ssl.PROTOCOL_SSLv3)`,
    `import ssl\ncontext.minimum_version = ssl.TLSVersion.TLSv1`,
    `import ssl\nprotocol = ssl.PROTOCOL_SSLv3`,
    `from OpenSSL import SSL\nSSL.Context(method=SSL.SSLv2_METHOD)`,
  ],
  misses: [
    `import ssl\ncontext = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)`,
    `import ssl\ncontext.minimum_version = ssl.TLSVersion.TLSv1_2`,
    `package(version=3)`,
  ],
}

const isOldVersion = (source: Source, node: Node | null): boolean =>
  node !== null && old.test(pathOf(source, node))
