import type { Node } from 'web-tree-sitter'
import { pathOf, type Source } from '../../../syntax/source.ts'
import type { CodeRule } from '../code-rule.ts'
import { isOldPolicy } from '../old-tls-policy.ts'
import { papersFor } from '../papers.ts'

const old =
  /\b(?:PROTOCOL_(?:SSLv[23]|TLSv1(?:_1)?)|TLSVersion\.(?:SSLv3|TLSv1(?:_1)?)|SSLv[23]_METHOD|TLSv1(?:_1)?_METHOD|TLS1(?:_1)?_VERSION)$/

export const oldTls: CodeRule = {
  ...papersFor('python', 'old-tls', 'https://docs.python.org/3/library/ssl.html#ssl.TLSVersion', 'read'),
  query: {
    literals: ['SSLv2', 'SSLv3', 'TLSv1', 'TLS1', 'TLS_1_', 'TLS_V1', 'SSL_V3', 'LEGACY', 'TLS-1-', 'SSLv23'],
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
      'security_policy',
      'minimum_protocol_version',
      'ssl_policy',
      'tls_security_policy',
    ],
  },
  judge: ({ source, how, node, name, args, value }) => {
    const isOld = (given: Node | null): boolean => isOldVersion(source, given)
    if (how === 'setting') {
      if (/policy$|^minimum_protocol/.test(name))
        return isOldPolicy(source, value) ? { note: 'its policy takes TLS 1.0 or 1.1' } : undefined
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
    `from aws_cdk import aws_opensearchservice as opensearch\nopensearch.Domain(self, 'x', tls_security_policy=opensearch.TLSSecurityPolicy.TLS_1_0)`,
    `opensearch.CfnDomain(self, 'x', domain_endpoint_options={"tls_security_policy": "Policy-Min-TLS-1-0-2019-07"})`,
    `apigateway.DomainName(self, 'x', security_policy=apigateway.SecurityPolicy.TLS_1_0)`,
    `import ssl\ncontext = ssl.SSLContext(ssl.PROTOCOL_TLSv1)`,
    `import ssl\nssl.wrap_socket(s, ssl_version=ssl.PROTOCOL_SSLv3)`,
    `import ssl\ncontext.minimum_version = ssl.TLSVersion.TLSv1`,
    `import ssl\nprotocol = ssl.PROTOCOL_SSLv3`,
    `from OpenSSL import SSL\nSSL.Context(method=SSL.SSLv2_METHOD)`,
  ],
  misses: [
    `apigateway.DomainName(self, 'x', security_policy=apigateway.SecurityPolicy.TLS_1_2)`,
    `import ssl\ncontext = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)`,
    `import ssl\ncontext.minimum_version = ssl.TLSVersion.TLSv1_2`,
    `package(version=3)`,
  ],
}

const isOldVersion = (source: Source, node: Node | null): boolean =>
  node !== null && old.test(pathOf(source, node))
