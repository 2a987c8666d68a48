export function FindingPage() {
  return null
}
