/** A gate in a wall. Beside it stands the name, so that it says nothing itself. */
export function Mark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        fill="currentColor"
        d="M4 5.2C4 4.5 4.5 4 5.2 4h3.6c.7 0 1.2.5 1.2 1.2V8h3V5.2c0-.7.5-1.2 1.2-1.2h3.6c.7 0 1.2.5 1.2 1.2V8h3V5.2c0-.7.5-1.2 1.2-1.2h3.6c.7 0 1.2.5 1.2 1.2v21.6c0 .7-.5 1.2-1.2 1.2h-5.4v-8a5.2 5.2 0 0 0-10.4 0v8H5.2c-.7 0-1.2-.5-1.2-1.2z"
      />
      <path
        fill="currentColor"
        d="M13.3 28v-8a2.7 2.7 0 0 1 1.5-2.4V28zM17.2 17.6a2.7 2.7 0 0 1 1.5 2.4v8h-1.5z"
      />
    </svg>
  )
}
