declare module 'nsyslog-parser' {
  /** The parts of a message that the tests look at. */
  interface Parsed {
    readonly type: string
    readonly prival: number
    readonly appName: string
    readonly message: string
  }
  export default function parse(text: string): Parsed
}
