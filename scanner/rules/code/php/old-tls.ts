import type { Node } from 'web-tree-sitter'
import { pathOf, type Source, textOf } from '../../../syntax/source.ts'
import { constantNumber } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

const old =
  /^(?:CURL_SSLVERSION_(?:SSLv[23]|TLSv1_[01])|STREAM_CRYPTO_METHOD_(?:SSLv(?:2|3|23)|TLSv1_[01])_(?:CLIENT|SERVER)|CURL_SSLVERSION_MAX_TLSv1_[01])$/
/** Curl's numbers for SSL 2 and 3, TLS 1.0 and 1.1. */
const oldNumbers: ReadonlySet<number> = new Set([2, 3, 4, 5])

export const oldTls: CodeRule = {
  ...papersFor('php', 'old-tls', 'https://curl.se/libcurl/c/CURLOPT_SSLVERSION.html'),
  query: {
    literals: ['SSLVERSION', 'STREAM_CRYPTO_METHOD', 'sslv3', 'sslv2', 'tlsv1.0', 'tlsv1.1'],
    calls: ['curl_setopt', 'stream_socket_enable_crypto', 'stream_socket_client', 'fsockopen'],
    settings: ['CURLOPT_SSLVERSION', 'crypto_method', 'CURLOPT_PROXY_SSLVERSION'],
  },
  judge: ({ source, how, name, path, args, value }) => {
    if (how === 'setting') return isOld(source, value, name.startsWith('CURLOPT')) ? {} : undefined
    if (path !== name) return undefined
    if (name === 'curl_setopt') {
      const [, option, given] = args
      const isVersion = option !== undefined && pathOf(source, option.value).endsWith('_SSLVERSION')
      return isVersion && isOld(source, given?.value ?? null, true) ? {} : undefined
    }
    if (name === 'stream_socket_enable_crypto')
      return isOld(source, args[2]?.value ?? null, false) ? {} : undefined
    const address = args[0] === undefined ? '' : textOf(source, args[0].value)
    return /^["'](?:sslv[23]|tlsv1\.[01]):\/\//i.test(address) ? {} : undefined
  },
  matches: [
    `<?php curl_setopt($ch, CURLOPT_SSLVERSION, CURL_SSLVERSION_SSLv3);`,
    `<?php curl_setopt($ch, CURLOPT_SSLVERSION, 3);`,
    `<?php curl_setopt_array($ch, [CURLOPT_SSLVERSION => CURL_SSLVERSION_TLSv1_0]);`,
    `<?php stream_socket_enable_crypto($socket, true, STREAM_CRYPTO_METHOD_SSLv23_CLIENT);`,
    `<?php $context = stream_context_create(['ssl' => ['crypto_method' => STREAM_CRYPTO_METHOD_TLSv1_1_CLIENT]]);`,
    `<?php $socket = fsockopen('sslv3://' . $host, 443);`,
  ],
  misses: [
    `<?php curl_setopt($ch, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);`,
    `<?php curl_setopt($ch, CURLOPT_SSLVERSION, 6);`,
    `<?php curl_setopt($ch, CURLOPT_TIMEOUT, 3); // CURLOPT_SSLVERSION`,
    `<?php stream_socket_enable_crypto($socket, true, STREAM_CRYPTO_METHOD_TLS_CLIENT);`,
    `<?php $context = stream_context_create(['ssl' => ['crypto_method' => STREAM_CRYPTO_METHOD_TLSv1_2_CLIENT]]);`,
  ],
}

/** Of several that are joined each is allowed. */
function isOld(source: Source, node: Node | null, isCurl: boolean): boolean {
  if (node === null) return false
  if (node.type === 'binary_expression')
    return [node.childForFieldName('left'), node.childForFieldName('right')].some((side) =>
      isOld(source, side, isCurl),
    )
  return old.test(pathOf(source, node)) || (isCurl && oldNumbers.has(constantNumber(source, node) ?? 0))
}
