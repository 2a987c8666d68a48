// The few names of WebAssembly that are used; TypeScript has them only in its browser library, which would let browser
// globals into code that runs on Node.
declare namespace WebAssembly {
  interface Module {
    readonly kind?: 'module'
  }
  const Module: new (bytes: Uint8Array) => Module
  interface Instance {
    readonly exports: object
  }
  const Instance: new (module: Module, imports: Record<string, Record<string, unknown>>) => Instance
  const RuntimeError: new () => Error
  interface Memory {
    readonly buffer: ArrayBuffer
    grow(pages: number): number
  }
  interface Global {
    readonly value: number
  }
}
