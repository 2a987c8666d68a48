import { receiverOf } from '../../../syntax/source.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { judgeComparison } from '../judge-comparison.ts'
import { papersFor } from '../papers.ts'

export const timingAttack: CodeRule = {
  ...papersFor(
    'javascript',
    'timing-attack',
    'https://nodejs.org/api/crypto.html#cryptotimingsafeequala-b',
    'read',
  ),
  query: {
    literals: ['ignature', 'hmac', 'Hmac', 'oken', 'ecret', 'assword', 'piKey', 'API_KEY', 'TOKEN', 'SECRET'],
    calls: ['equals', 'compare', 'localeCompare'],
    comparisons: [
      'ignature',
      'hmac',
      'Hmac',
      'oken',
      'ecret',
      'assword',
      'piKey',
      'API_KEY',
      'TOKEN',
      'SECRET',
    ],
  },
  judge: (site) => {
    const { source, how, node } = site
    if (how === 'call') return judgeCall(site)
    const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')]
    return left === null || right === null ? undefined : judgeComparison(source, [left, right])
  },
  matches: [
    `const digest = crypto.createHmac('sha256', key).update(body).digest(); if (digest.equals(given)) next()`,
    `const digest = crypto.createHmac('sha256', key).update(body).digest(); if (Buffer.compare(digest, given) === 0) next()`,
    `const expected = crypto.createHmac('sha256', secret).update(body).digest('hex')
     if (expected !== request.headers['x-hub-signature']) throw new Error('forged')`,
    `if (request.headers.signature === computedSignature) accept()`,
    `if (req.headers['x-api-key'] === process.env.API_KEY) next()`,
    `const isValid = req.query.token === config.token`,
    `if (password === 'letmein') login()`,
    `if (apiKey !== storedApiKey) throw new Error('forbidden')`,
    `const sign = (body) => crypto.createHmac('sha256', key).update(body).digest('hex')
     if (sign(body) === given) accept()`,
  ],
  misses: [
    `const digest = crypto.createHmac('sha256', key).update(body).digest(); if (first.equals(second)) next()`,
    `if (password !== confirmPassword) showError()`,
    `if (token === undefined) return`,
    `if (token.type === other.type) merge()`,
    `if (signature === 'none') return`,
    `crypto.timingSafeEqual(expected, given)`,
    `if (req.body.password === req.body.passwordRepeat) save()`,
    `if (token === tokens[0]) next()`,
    `if (errors.password === 'required') show()`,
    `if (type === 'password') hide()`,
    `if (format !== TokenFormat.SELF_CONTAINED) return`,
    `if (state.password !== props.password) redraw()`,
    `if (publicKey === expectedPublicKey) accept()`,
    `if (token === nextToken) merge()`,
  ],
}

/** `digest.equals(given)`, `Buffer.compare(digest, given)`: only of what a keyed hash is, because both names are used for anything. */
function judgeCall({ source, node, path, args }: Site): CodeVerdict | undefined {
  if (!/\bcreateHmac\b/.test(source.text)) return undefined
  const values = args.map(({ value }) => value)
  const object = path === 'Buffer.compare' ? null : receiverOf(source, node)
  const verdict = judgeComparison(source, object === null ? values : [object, ...values])
  return verdict?.note === 'a keyed hash is compared' ? verdict : undefined
}
