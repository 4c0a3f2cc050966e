//! A merchant from the first question to its data: the Partner API.

use std::error::Error;

use dokukit::{
    BusinessRegistration, CheckRequirements, Config, Doku, GenerateToken, GetBusiness, Placement,
    RegistrationFormValue, Secret, Upload, UploadAnswer, UploadFile, UploadStamp,
    check_against_requirements, from_json, place_upload, upload_plan,
};

use crate::host::{new_call, send, unix_now};
use crate::{CLIENT_ID, SECRET_KEY};

const REGISTRATION: &str = include_str!("../data/business-registration.json");
const PHOTO: &[u8] = include_bytes!("../data/selfie.jpg");

pub(crate) fn run(base_url: &str) -> Result<(), Box<dyn Error>> {
    let doku = Doku::configure(Config {
        base_url: Some(base_url.into()),
        client_id: CLIENT_ID.into(),
        secret_key: Some(SECRET_KEY.into()),
        ..Config::default()
    })?;
    // DOKU's sample, whose ids of files are somebody else's.
    let mut registration: BusinessRegistration = from_json(REGISTRATION)?;
    forget_files(&mut registration);

    println!("1. What does this kind of business need?");
    let question = CheckRequirements {
        business_type: registration.business.r#type.clone(),
        business_legal_entity: registration.business.legal_entity.clone(),
        brand_business_line: "RETAIL".into(),
        business_contact_nationality: "ID".into(),
    };
    let prepared = doku.prepare(&question, &new_call()?)?;
    println!("   GET {}", prepared.url);
    let answer = doku.read::<CheckRequirements>(&prepared, &send(&prepared)?)?;
    println!("   signature {}", answer.signature.as_str());
    let requirements = answer.body;
    for file in upload_plan(&requirements) {
        let code = file.code.as_deref().unwrap_or_default();
        let types = file.extensions.unwrap_or_default().join(" ");
        println!("   {:<8} {} {code} ({types})", file.belongs_to, file.category);
    }

    println!("\n2. What is missing, before anything is sent");
    for unmet in check_against_requirements(&registration, &requirements) {
        println!("   {:<38} {:<9} {}", unmet.path, unmet.code.as_str(), unmet.detail);
    }

    println!("\n3. A token, then the files");
    let prepared = doku.prepare(&GenerateToken::default(), &new_call()?)?;
    let token = doku.read::<GenerateToken>(&prepared, &send(&prepared)?)?.body;
    println!("   token {:?}, expired: {}", token.token, token.is_expired(unix_now()?, 30));
    let forms = vec![RegistrationFormValue {
        code: Some("NO_KTP".into()),
        value: Some("1234567890123456".into()),
    }];
    for (category, code, placement) in [
        ("PHOTO_PROOF", None, Placement { brand: Some(0), ..Placement::default() }),
        ("OWNER_LIVENESS", None, Placement { contact: Some(0), ..Placement::default() }),
        (
            "DOCUMENT",
            Some("KTP"),
            Placement {
                contact: Some(0),
                code: Some("KTP".into()),
                forms: Some(forms),
                ..Placement::default()
            },
        ),
    ] {
        let uploaded = upload(&doku, &token.token, category, code)?;
        println!("   {category:<15} {}", uploaded.id);
        place_upload(&mut registration, &uploaded, &placement)?;
    }

    println!("\n4. Nothing is missing any more: register");
    let unmet = check_against_requirements(&registration, &requirements);
    println!("   {} violations", unmet.len());
    let prepared = doku.prepare(&registration, &new_call()?)?;
    let answer = doku.read::<BusinessRegistration>(&prepared, &send(&prepared)?)?;
    let business = answer.body.business.ok_or("the answer names no business")?;
    println!("   {} {}", business.id.unwrap_or_default(), business.status.unwrap_or_default());
    let brand = business.brands.unwrap_or_default().swap_remove(0).id.unwrap_or_default();

    println!("\n5. What DOKU knows of it");
    let question = GetBusiness { client_id: brand, ..GetBusiness::default() };
    let prepared = doku.prepare(&question, &new_call()?)?;
    let data = doku.read::<GetBusiness>(&prepared, &send(&prepared)?)?.body;
    for brand in data.brands.unwrap_or_default() {
        let products = brand.products.unwrap_or_default().len();
        println!("   {}: {products} payment methods", brand.name.unwrap_or_default());
        println!("   its secret key prints as {:?}", brand.shared_key.unwrap_or_default());
    }
    Ok(())
}

fn upload(
    doku: &Doku,
    token: &Secret,
    category: &str,
    code: Option<&str>,
) -> Result<UploadAnswer, Box<dyn Error>> {
    let upload = Upload {
        category: category.into(),
        code: code.map(str::to_owned),
        file: Some(UploadFile {
            name: "photo.jpg".into(),
            content_type: "image/jpeg".into(),
            content: PHOTO.into(),
        }),
        file_url: None,
    };
    let stamp = UploadStamp { token: token.clone(), boundary: uuid::Uuid::new_v4().to_string() };
    let prepared = doku.prepare_upload(&upload, &stamp)?;
    Ok(doku.read::<Upload>(&prepared, &send(&prepared)?)?.body)
}

fn forget_files(registration: &mut BusinessRegistration) {
    registration.business.brands.iter_mut().for_each(|brand| brand.photo_proofs = None);
    for contact in &mut registration.business.contacts {
        (contact.documents, contact.owner_liveness) = (None, None);
    }
}
