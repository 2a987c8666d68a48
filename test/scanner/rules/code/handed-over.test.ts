import { Buffer } from 'node:buffer'
import { beforeAll, expect, test } from 'vitest'
import { inspectCode } from '../../../../scanner/rules/code/inspect-code.ts'
import { loadGrammars } from '../../../../scanner/syntax/grammars.ts'

beforeAll(() => loadGrammars(['java']))

const linesOf = (text: string): readonly number[] =>
  inspectCode('src/Client.java', Buffer.from(text))
    .inspections.filter(({ rule }) => rule.id === 'java-tls-verification')
    .flatMap(({ place }) => (place === null ? [] : [place.line]))

const accepting = 'public boolean verify(String host, SSLSession session) { return true; }'

test('a class that accepts everything is told where it stands and where it is handed over', () => {
  const text = `class Client {
  void open() { HttpsURLConnection.setDefaultHostnameVerifier(new Every()); }
  static class Every implements HostnameVerifier {
    ${accepting}
  }
}`
  expect(linesOf(text)).toEqual([2, 4])
})

test('it is found in a list of trust managers, through a variable', () => {
  const text = `class Client {
  void open(SSLContext context) throws Exception {
    TrustManager[] all = new TrustManager[] {
      new X509TrustManager() {
        public void checkServerTrusted(X509Certificate[] chain, String type) { }
      }
    };
    context.init(null, all, null);
  }
}`
  expect(linesOf(text)).toEqual([5, 8])
})

test('what is written where it is handed over is told once', () => {
  const text = `class Client {
  void open(HttpsURLConnection connection) {
    connection.setHostnameVerifier(new HostnameVerifier() {
      ${accepting}
    });
  }
}`
  expect(linesOf(text)).toEqual([4])
})

test('another class of the file that is handed over is left alone', () => {
  const text = `class Client {
  void open() { HttpsURLConnection.setDefaultHostnameVerifier(new Known()); }
  static class Known implements HostnameVerifier {
    public boolean verify(String host, SSLSession session) { return names.contains(host); }
  }
  static class Every implements HostnameVerifier {
    ${accepting}
  }
}`
  expect(linesOf(text)).toEqual([7])
})
