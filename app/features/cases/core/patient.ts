/** Who a patient is, as far as it is known. Dates are `1984-07-14`, `1984-07` or `1984`. */
export interface Patient {
  readonly family?: string
  readonly given?: readonly string[]
  readonly birthDate?: string
  readonly gender?: string
  readonly recordNumber?: string
  readonly deceased?: boolean
  readonly deceasedOn?: string
}
