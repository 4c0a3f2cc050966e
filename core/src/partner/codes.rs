//! Code lists that DOKU's pages give in full, and how they hang together.

use crate::error::{Violation, ViolationCode};
use crate::payload::Fields;

pub(super) const BUSINESS_TYPES: &[&str] = &["PERSONAL", "CORPORATE"];

/// The one of PERSONAL first, then the 11 of CORPORATE (DOKU, Check Requirements).
pub(super) const LEGAL_ENTITIES: &[&str] = &[
    "PERSEORANGAN",
    "PT",
    "CV",
    "UD",
    "KOPERASI",
    "FIRMA",
    "PP",
    "BUMN",
    "PTN_BH",
    "YAYASAN",
    "PERKUMPULAN_BERBADAN_HUKUM",
    "BLU",
];

/// DOKU, Upload File, possible values of category.
pub(super) const UPLOAD_CATEGORIES: &[&str] =
    &["OWNER_LIVENESS", "PHOTO_PROOF", "LOGO", "DOCUMENT", "SERVICE_AGREEMENT", "BANK_ACCOUNT"];

/// DOKU, Upload File, possible values of code.
pub(super) const DOCUMENT_CODES: &[&str] = &[
    "AKTA_PENDIRIAN_PERUSAHAAN",
    "BPOM",
    "COMPANY_REGISTRATION",
    "IZIN_BLU",
    "IZIN_BOPI",
    "IZIN_DISPENDIK_KEMENDIKBUD",
    "IZIN_DISTRIBUTOR_RESMI",
    "IZIN_EDAR_ALAT_KESEHATAN",
    "IZIN_KERAMAIAN",
    "IZIN_KOPERASI_SIMPAN_PINJAM",
    "IZIN_PENYELENGGARAAN_IBADAH_HAJI_DAN_UMRAH",
    "IZIN_PMB",
    "IZIN_PUB",
    "IZIN_USAHA",
    "IZIN_USAHA_PERSEORANGAN",
    "KITAS_OR_KITAP",
    "KTP",
    "LICENSE_ASIC",
    "LICENSE_CFTC",
    "LICENSE_CYSEC",
    "LICENSE_FCA",
    "LICENSE_IFSC",
    "LISENSI_BAPPEBTI",
    "LISENSI_OJK",
    "NIB",
    "NIB_PERSEORANGAN",
    "NPWP_BADAN",
    "NPWP_ORANG_PRIBADI",
    "PASPOR",
    "SERTIFIKAT_HALAL_MUI",
    "SERTIFIKAT_KEANGGOTAAN_ASITA",
    "SK_KEMENDIKBUDRISTEK",
    "SK_KEMENKUMHAM",
    "SK_PENDIRIAN_YAYASAN",
    "TANDA_DAFTAR_PSE",
    "TANDA_DAFTAR_YAYASAN",
];

/// `PERSEORANGAN` belongs to `PERSONAL`, every other legal entity to `CORPORATE`.
pub(super) fn entity_fits_type(fields: &Fields<'_>, kind: &str, entity: &str) -> Vec<Violation> {
    let known =
        |name: &str, list: &[&str]| fields.text(name).filter(|text| list.contains(&text.as_str()));
    let (Some(kind), Some(legal)) = (known(kind, BUSINESS_TYPES), known(entity, LEGAL_ENTITIES))
    else {
        return Vec::new();
    };
    if (kind == "PERSONAL") == (legal == "PERSEORANGAN") {
        return Vec::new();
    }
    let detail = "expected PERSEORANGAN for PERSONAL, and another legal entity for CORPORATE";
    vec![Violation::new(entity, ViolationCode::Mismatch, detail)]
}
