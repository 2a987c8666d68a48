/** Why a cipher, as OpenSSL or Java names it, is weak; undefined where it is not. */
export function weakCipher(name: string): string | undefined {
  const lower = name.toLowerCase()
  if (/^(?:des|desx?|desx-cbc|des-?cbc|des-?cfb\d?|des-?ofb|des-?ecb|des\/.*)$/.test(lower))
    return 'DES has keys of 56 bits'
  if (/^(?:des-?ede.*|des3|3des(?:-(?:cbc|ecb|cfb|ofb|ctr))?|triple-?des|tripledes|desede.*)$/.test(lower))
    return 'Triple DES has blocks of 64 bits'
  if (/^(?:rc4|arc4|arcfour|rc4-\d+)(?:\/.*)?$/.test(lower)) return 'RC4 is broken'
  if (/^(?:rc2|arc2|bf|blowfish|cast5?|cast-?128|idea|rc5|x?tea)(?:[-/].*)?$/.test(lower))
    return `${lower.startsWith('bf') ? 'Blowfish' : name.split(/[-/]/)[0]!} has blocks of 64 bits`
  if (/^seed(?:[-/].*)?$/.test(lower)) return 'SEED is kept by OpenSSL for old data only'
  if (
    /^(?:aes(?:-?\d{3})?|camellia(?:-?\d{3})?|aria(?:-?\d{3})?|sm4)[-/]ecb\b/.test(lower) ||
    /^id-aes\d+-ecb$/.test(lower)
  )
    return 'ECB shows which blocks are the same'
  return undefined
}

/** Whether a list of suites, as OpenSSL writes it, allows a weak one; what is behind `!` or `-` is taken out. */
export const weakSuites = (list: string): boolean => list.split(/[:, ]/).some((one) => weakSuite.test(one))

const weakSuite =
  /^(?![!-])(?:.*[-+])?(?:3DES|DES|DES-CBC3?(?:-\w+)?|RC4(?:-\w+)?|RC2(?:-\w+)?|NULL|[ae]NULL|EXP(?:ORT)?\d*|LOW|MD5|ADH|AECDH|COMPLEMENTOFALL)(?:[-+].*)?$|@SECLEVEL=[01]$/
