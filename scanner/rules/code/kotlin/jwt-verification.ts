import type { CodeRule } from '../code-rule.ts'
import { jwtVerification as inJava } from '../java/jwt-verification.ts'
import { papersFor } from '../papers.ts'

export const jwtVerification: CodeRule = {
  ...papersFor(
    'kotlin',
    'jwt-verification',
    'https://github.com/auth0/java-jwt/blob/master/lib/src/main/java/com/auth0/jwt/JWT.java',
    'read',
  ),
  query: inJava.query,
  judge: inJava.judge,
  matches: [
    `fun f(token: String) { val jwt = JWT.decode(token) }`,
    `fun f() = JWT.create().withSubject("x").sign(Algorithm.none())`,
    `fun f(token: String) = Jwts.parser().setSigningKey(key).parse(token)`,
    `fun f() = Jwts.builder().setSubject("x").compact()`,
  ],
  misses: [
    `fun f(token: String) { JWT.require(algorithm).build().verify(token) }`,
    `fun f(token: String) = Jwts.parser().setSigningKey(key).parseClaimsJws(token)`,
    `fun f(text: String) = Base64.getDecoder().decode(text)`,
  ],
}
