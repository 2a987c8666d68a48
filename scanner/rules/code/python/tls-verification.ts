import type { Node } from 'web-tree-sitter'
import { isFalse, constantText } from '../../../syntax/values.ts'
import { pathOf } from '../../../syntax/source.ts'
import type { CodeRule } from '../code-rule.ts'
import { renamed } from '../edits.ts'
import { papersFor } from '../papers.ts'

const clients =
  /^(?:requests|httpx|aiohttp|urllib3|session|self\.session|s|client|self\.client|http|boto3)\b|\.(?:get|post|put|patch|delete|head|options|request|Session|Client|AsyncClient)$|^(?:hvac|jira|JIRA|Elasticsearch|elasticsearch)\b/

export const tlsVerification: CodeRule = {
  ...papersFor(
    'python',
    'tls-verification',
    'https://requests.readthedocs.io/en/latest/user/advanced/#ssl-cert-verification',
    'read',
  ),
  query: {
    calls: ['_create_unverified_context', '_create_stdlib_context', 'set_verify'],
    settings: [
      'verify',
      'verify_ssl',
      'verify_mode',
      'check_hostname',
      'cert_reqs',
      'ssl',
      'verify_certs',
      'ssl_verify',
      '_create_default_https_context',
      'disable_ssl_certificate_validation',
      'validate_certs',
      'assert_hostname',
      'tls_insecure',
      'tlsAllowInvalidCertificates',
    ],
  },
  judge: ({ source, how, node, name, path, args, value }) => {
    if (how === 'call') {
      if (name === 'set_verify')
        return args.some((one) => /\bVERIFY_NONE$/.test(pathOf(source, one.value))) ? {} : undefined
      if (path !== `ssl.${name}`) return undefined
      const callee = node.childForFieldName('function')
      return args.length === 0 ? { ...renamed(source, callee, name, 'create_default_context') } : {}
    }
    if (value === null) return undefined
    const isOff = isFalse(source, value)
    const fix =
      isOff && value.type === 'false'
        ? { edits: [{ start: value.startIndex, end: value.endIndex, text: 'True' }] }
        : {}
    switch (name) {
      case '_create_default_https_context':
        return pathOf(source, value).endsWith('_create_unverified_context')
          ? { ...renamed(source, value, '_create_unverified_context', 'create_default_context') }
          : undefined
      case 'verify_mode':
      case 'cert_reqs':
        return /\bCERT_NONE$|^None$/.test(pathOf(source, value)) ||
          value.type === 'none' ||
          /^(?:CERT_)?NONE$/.test(constantText(source, value) ?? '')
          ? { ...renamed(source, value, 'CERT_NONE', 'CERT_REQUIRED') }
          : undefined
      case 'disable_ssl_certificate_validation':
      case 'tls_insecure':
      case 'tlsAllowInvalidCertificates':
        return /^True$/.test(value.text) ? {} : undefined
      case 'ssl':
        return isOff && node.type === 'keyword_argument' && /aiohttp|session|connector/i.test(around(node))
          ? {}
          : undefined
      case 'verify': {
        if (!isOff) return undefined
        if (node.type !== 'keyword_argument')
          return node.childForFieldName('left')?.text.endsWith('.verify') ? fix : undefined
        const call = node.parent?.parent ?? null
        const callee = pathOf(source, call).replace(/\(\)$/, '')
        return clients.test(callee) ? fix : undefined
      }
      case 'check_hostname':
        return isOff && !/default_parameter|pair/.test(node.type) ? { severity: 'medium' } : undefined
      default:
        return isOff && node.type !== 'default_parameter' && node.type !== 'pair' ? fix : undefined
    }
  },
  matches: [
    `import requests\nrequests.get(url, verify=False)`,
    `import ssl\ncontext = ssl._create_unverified_context()`,
    `import ssl\nssl._create_default_https_context = ssl._create_unverified_context`,
    `import ssl\ncontext.verify_mode = ssl.CERT_NONE`,
    `session.verify = False`,
    `import urllib3\nurllib3.PoolManager(cert_reqs='CERT_NONE')`,
    `import urllib3\nurllib3.PoolManager(cert_reqs=None)`,
    `import httpx\nclient = httpx.Client(verify=False)`,
  ],
  misses: [
    `import requests\nrequests.get(url, verify=True)`,
    `import requests\nrequests.get(url, verify='/etc/ssl/authority.pem')`,
    `import jwt\njwt.decode(token, verify=False)`,
    `import ssl\ncontext = ssl.create_default_context()`,
  ],
}

const around = (node: Node): string => node.parent?.parent?.childForFieldName('function')?.text ?? ''
