import { valueSet } from './value-set.ts'

/** Value sets of hospice and palliative care, which take a person out of a measure. Codes only; see value-set.ts. */
export const endOfLifeSets = {
  inpatient: valueSet({
    name: 'Encounter Inpatient',
    oid: '2.16.840.1.113883.3.666.5.307',
    version: '20200307',
    rows: [{ of: 'snomed', codes: '183452005 32485007 8715000' }],
  }),
  hospiceEncounter: valueSet({
    name: 'Hospice Encounter',
    oid: '2.16.840.1.113883.3.464.1003.1003',
    version: '20210820',
    rows: [
      { of: 'snomed', codes: '183919006 183920000 183921001 305336008 305911006 385765002' },
      {
        of: 'hcpcs',
        codes: `
          G9473 G9474 G9475 G9476 G9477 G9478 G9479 Q5003 Q5004 Q5005 Q5006 Q5007 Q5008 Q5010 S9126 T2042
          T2043 T2044 T2045 T2046
        `,
      },
    ],
  }),
  hospiceCare: valueSet({
    name: 'Hospice Care Ambulatory',
    oid: '2.16.840.1.113883.3.526.3.1584',
    version: '20210825',
    rows: [
      { of: 'snomed', codes: '385763009' },
      { of: 'snomed', from: 2025, codes: '170935008 170936009' },
      { of: 'snomed', until: 2024, codes: '385765002' },
      { of: 'cpt', codes: '99377 99378' },
      { of: 'hcpcs', codes: 'G0182' },
    ],
  }),
  hospiceDiagnosis: valueSet({
    name: 'Hospice Diagnosis',
    oid: '2.16.840.1.113883.3.464.1003.1165',
    version: '20220818',
    rows: [{ of: 'snomed', codes: '170935008 170936009 305911006' }],
  }),
  palliativeDiagnosis: valueSet({
    name: 'Palliative Care Diagnosis',
    oid: '2.16.840.1.113883.3.464.1003.1167',
    version: '20220820',
    rows: [
      { of: 'icd10cm', codes: 'Z51.5' },
      { of: 'snomed', codes: '305686008 305824005 441874000' },
    ],
  }),
  palliativeEncounter: valueSet({
    name: 'Palliative Care Encounter',
    oid: '2.16.840.1.113883.3.464.1003.101.12.1090',
    version: '20210224',
    rows: [
      { of: 'snomed', codes: '305284002 305381007 4901000124101 713281006' },
      { of: 'snomed', from: 2025, codes: '305686008 305824005 441874000' },
      { of: 'hcpcs', codes: 'G9054' },
      { of: 'hcpcs', until: 2025, codes: 'M1017' },
    ],
  }),
  palliativeIntervention: valueSet({
    name: 'Palliative Care Intervention',
    oid: '2.16.840.1.113883.3.464.1003.198.12.1135',
    version: '20210224',
    rows: [
      {
        of: 'snomed',
        codes: `
          103735009 105402000 1841000124106 395669003 395670002 395694002 395695001 433181000124107
          443761007
        `,
      },
    ],
  }),
}
