import { valueSet } from './value-set.ts'

/** Value sets of visits for major depression (CMS161). Codes only; see value-set.ts. */
export const suicideRiskSets = {
  diagnosticEvaluation: valueSet({
    name: 'Psych Visit Diagnostic Evaluation',
    oid: '2.16.840.1.113883.3.526.3.1492',
    version: '20190315',
    rows: [
      { of: 'snomed', codes: '10197000 165172002 68338001 79094001' },
      { of: 'cpt', codes: '90791 90792' },
    ],
  }),
  emergencyVisit: valueSet({
    name: 'Emergency Department Visit',
    oid: '2.16.840.1.113883.3.464.1003.101.12.1010',
    version: '20210928',
    rows: [
      { of: 'snomed', codes: '4525004' },
      { of: 'cpt', codes: '99281 99282 99283 99284 99285' },
    ],
  }),
  officeVisit: valueSet({
    name: 'Office Visit',
    oid: '2.16.840.1.113883.3.464.1003.101.12.1001',
    version: '20180310',
    rows: [
      { of: 'snomed', codes: '185463005 185464004 185465003 3391000175108 439740005' },
      { of: 'snomed', until: 2024, codes: '30346009 37894004' },
      { of: 'snomed', from: 2026, codes: '185349003' },
      { of: 'cpt', codes: '99202 99203 99204 99205 99212 99213 99214 99215' },
      { of: 'cpt', until: 2024, codes: '99201' },
    ],
  }),
  consultation: valueSet({
    name: 'Outpatient Consultation',
    oid: '2.16.840.1.113883.3.464.1003.101.12.1008',
    version: '20180310 20240110',
    rows: [
      { of: 'snomed', codes: '281036007 77406008' },
      { of: 'cpt', codes: '99242 99243 99244 99245' },
      { of: 'cpt', until: 2024, codes: '99241' },
    ],
  }),
  psychotherapy: valueSet({
    name: 'Psych Visit Psychotherapy',
    oid: '2.16.840.1.113883.3.526.3.1496',
    version: '20190315',
    rows: [
      {
        of: 'snomed',
        codes: `
          183381005 183382003 183383008 18512000 302242004 304820009 304822001 314034001 38678006
          401157001 443730003 75516001 90102008
        `,
      },
      { of: 'cpt', codes: '90832 90834 90837' },
    ],
  }),
  psychoanalysis: valueSet({
    name: 'Psychoanalysis',
    oid: '2.16.840.1.113883.3.526.3.1141',
    version: '20190315',
    rows: [
      { of: 'snomed', codes: '28988002 61436009' },
      { of: 'cpt', codes: '90845' },
    ],
  }),
  telehealth: valueSet({
    name: 'Telehealth Services',
    oid: '2.16.840.1.113883.3.464.1003.101.12.1031',
    version: '20170504',
    rows: [{ of: 'cpt', codes: '98966 98967 98968 99441 99442 99443' }],
  }),
  majorDepressionActive: valueSet({
    name: 'Major Depressive Disorder Active',
    oid: '2.16.840.1.113883.3.526.3.1491',
    version: '20210220',
    rows: [
      {
        of: 'icd10cm',
        codes: `
          F32.0 F32.1 F32.2 F32.3 F32.4 F32.89 F32.9 F33.0 F33.1 F33.2 F33.3 F33.41 F33.9
        `,
      },
      {
        of: 'snomed',
        codes: `
          10811121000119102 10811161000119107 14183003 15193003 15639000 16264621000119109
          16264821000119108 16264901000119109 16265301000119106 16265951000119109 16266831000119100
          16266991000119108 18818009 191604000 191610000 191611001 191613003 20250007 251000119105
          25922000 2618002 268621008 281000119103 28475009 30605009 319768000 320751009 33078009 33135002
          33736005 36474008 36923009 370143000 38694004 39809009 40379007 42925002 430852001 450714000
          60099002 63778009 66344007 67002003 69392006 70747007 71336009 719592004 720451004 720452006
          720453001 720454007 720455008 726772006 73867007 75084000 76441001 77911002 79298009 832007
          87512008
        `,
      },
    ],
  }),
}
