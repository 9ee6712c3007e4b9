/**
 * One spelling for every way of writing an address: without spaces around it, in small letters.
 *
 * Letters before the @ may in theory differ by case; no mail system in use lets two people differ by that alone.
 */
export function plainMail(mail: string): string {
  return mail.trim().toLowerCase()
}
