import { pathOf, textOf } from '../../../syntax/source.ts'
import { constantNumber } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { replacing } from '../edits.ts'
import { judgeRandom } from '../judge-random.ts'
import { papersFor } from '../papers.ts'

/** Packages of one function that take their numbers from `Math.random`, as their sources say. */
const packages = ['random-int', 'random-float', 'random-number', 'unique-random']
/** Of Chance, a Mersenne Twister, and of Faker, whose documentation says the same of itself. */
const methods = [
  'string',
  'hash',
  'guid',
  'apple_token',
  'password',
  'alphanumeric',
  'alpha',
  'numeric',
  'hexadecimal',
  'uuid',
]

export const insecureRandom: CodeRule = {
  ...papersFor(
    'javascript',
    'insecure-random',
    'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Math/random',
    'read',
  ),
  query: {
    literals: [
      'Math.random',
      '_.random',
      '_.sample',
      'lodash',
      'nanoid/non-secure',
      'uniqid',
      'chance',
      'Chance',
      'cuid',
      'shortid',
      'lukeed/uid',
      "'uid'",
      '"uid"',
      'random-',
      'seedrandom',
      'faker',
    ],
    calls: [
      'random',
      'sample',
      'sampleSize',
      'nanoid',
      'customAlphabet',
      'uniqid',
      'cuid',
      'uid',
      'generate',
      ...packages,
      ...methods,
    ],
  },
  judge: (site) => {
    const { path } = site
    const isGenerator =
      path === 'Math.random' ||
      /^(?:_|lodash)\.(?:random|sample|sampleSize)$|^nanoid\/non-secure\.|^uniqid$|^cuid$|^uid\.uid$|^shortid\.generate$/.test(
        path,
      ) ||
      packages.includes(path) ||
      (methods.includes(site.name) &&
        /^[cC]hance(?:\.Chance)?(?:\(\))?\.\w+$|^(?:@faker-js\/)?faker\.(?:faker\.)?(?:string|internet|random)\.\w+$/.test(
          path,
        ))
    const verdict = isGenerator ? judgeRandom(site, path) : undefined
    return verdict && { ...verdict, ...fixOf(site) }
  },
  matches: [
    `import cuid from 'cuid'
     const resetToken = cuid()`,
    `import { uid } from 'uid'
     const sessionToken = uid(32)`,
    `const randomInt = require('random-int')
     const otp = randomInt(100000, 999999)`,
    `const chance = require('chance').Chance()
     user.resetToken = chance.string({ length: 20 })`,
    `import { faker } from '@faker-js/faker'
     const newPassword = faker.internet.password()
     await account.setPassword(newPassword)`,
    `const sessionId = Array(16).fill(0).map(() => letters[Math.floor(Math.random() * letters.length)]).join('')`,
    `import { nanoid } from 'nanoid/non-secure'
     const sessionToken = nanoid()`,
    `const token = Math.random().toString(36).slice(2)`,
    `function generatePassword(length) {
       const chars = 'abcdefghijklmnopqrstuvwxyz'
       let result = ''
       for (let i = 0; i < length; i += 1) result += chars.charAt(Math.floor(Math.random() * chars.length))
       return result
     }`,
    `user.resetToken = String(Math.random())`,
    `const otp = Math.floor(100000 + Math.random() * 900000)
     await mail.send(user.email, otp)`,
    `response.cookie('sessionId', Math.random().toString(16))`,
    `import crypto from 'node:crypto'
     const otp = Math.floor(Math.random() * 1000000)`,
    `const { createHash } = require('crypto')
     const pin = String(Math.floor(Math.random() * 10000))
     const pinCode = pin`,
    `function randomString() { return Math.random().toString(36).slice(2) }
     const resetToken = randomString()`,
  ],
  misses: [
    `import { uid } from 'uid/secure'
     const sessionToken = uid(32)`,
    `import cuid from 'cuid'
     element.id = cuid()`,
    `const chance = require('chance').Chance()
     const color = chance.string({ length: 6 })`,
    `import { nanoid } from 'nanoid'
     const sessionToken = nanoid()`,
    `const delay = base * 2 ** attempt * (1 + Math.random())`,
    `if (Math.random() < sampleRate) trace(request)`,
    `const id = Math.random().toString(36).slice(2)
     element.setAttribute('id', id)`,
    `list.sort(() => Math.random() - 0.5)`,
    `particle.x = Math.random() * canvas.width`,
    `const color = '#' + Math.floor(Math.random() * 16777215).toString(16)`,
    `const token = crypto.randomUUID()`,
    `function randomString() { return Math.random().toString(36).slice(2) }
     element.id = randomString()`,
    // An old name of `randomBytes` (DEP0115).
    `const token = crypto.pseudoRandomBytes(16).toString('hex')`,
  ],
}

/**
 * `Math.floor(Math.random() * n)` where `n` is written down is `randomInt(n)`, in a file that has Node's `crypto` already and so
 * runs nowhere else.
 */
function fixOf({ source, node, path }: Site): Pick<CodeVerdict, 'edits'> {
  const product = node.parent
  const floor = product?.parent?.parent
  if (path !== 'Math.random' || product?.type !== 'binary_expression' || floor?.type !== 'call_expression')
    return {}
  const isFloor =
    pathOf(source, floor) === 'Math.floor()' && product.childForFieldName('operator')?.type === '*'
  const factor = product.childForFieldName('left')?.id === node.id ? product.childForFieldName('right') : null
  const size = constantNumber(source, factor)
  if (
    !isFloor ||
    factor === null ||
    size === undefined ||
    !Number.isInteger(size) ||
    size < 1 ||
    size >= 2 ** 48
  )
    return {}
  const local = [...source.imports].find(([, origin]) => origin === 'crypto')?.[0]
  return local === undefined
    ? {}
    : { edits: [replacing(floor, `${local}.randomInt(${textOf(source, factor)})`)] }
}
