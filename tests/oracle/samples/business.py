"""DOKU's samples of the three business calls. E-mails that the pages hide are replaced by made-up ones."""

from family import BUSINESS, Family

REGISTRATION = {
    "business": {
        "type": "PERSONAL",
        "callback_url": "https://webhook.site/example-url",
        "legal_entity": "PERSEORANGAN",
        "name": "Merchant 26 May",
        "description": "Merchant Description",
        "email": "merchant26maydemo@example.com",
        "phone_calling_code": "62",
        "phone_number": "81234567890",
        "website_readiness": "DONT_HAVE",
        "mobile_app_readiness": "DONT_HAVE",
        "brands": [
            {
                "name": "Brand Merchant 26 May",
                "description": "Merchant 26 May Brand Description",
                "category": "NON_RETAIL",
                "transaction_frequency": "UMI",
                "transaction_quantity": "UP_TO_100",
                "social_media": [
                    {"accounts": ["https://www.instagram.com/merchant"], "code": "INSTAGRAM"},
                    {"accounts": ["https://www.facebook.com/merchant"], "code": "FACEBOOK"},
                ],
                "photo_proofs": [{"id": "DCM-0131-1234567890123"}],
            }
        ],
        "addresses": [
            {
                "area": "17133 - Kali Baru - Medan Satria - Bekasi - Jawa Barat",
                "country": "ID",
                "name": "Jalan Selatan Barat no 123, Bekasi Utara",
                "primary": True,
            }
        ],
        "banks": [
            {
                "account_name": "John Doe",
                "account_number": "98765432",
                "bank_id": "4",
                "bank_name": "BANK BCA",
                "country": "ID",
                "currency": "IDR",
                "swift_code": "014",
            }
        ],
        "contacts": [
            {
                "documents": [
                    {
                        "code": "KTP",
                        "category": "DOCUMENT",
                        "id": "DCM-0132-1234567890123",
                        "forms": [{"code": "NO_KTP", "value": "1234567890123456"}],
                    }
                ],
                "email": "owner@example.com",
                "name": "John Doe",
                "nationality": "ID",
                "phone_calling_code": "62",
                "phone_number": "81987654321",
                "position": "OWNER",
                "primary": True,
                "owner_liveness": {"id": "CNT-0114-1234567890123"},
            }
        ],
    },
    "partner": {"invited_user": ["invited@example.com"]},
}

# What is mandatory, and no more.
LEAST = {
    "business": {
        "type": "PERSONAL",
        "legal_entity": "PERSEORANGAN",
        "name": "N",
        "email": "n@example.com",
        "phone_calling_code": "62",
        "phone_number": "8",
        "brands": [{"name": "N", "description": "D", "category": "RETAIL"}],
        "addresses": [{"area": "A", "country": "ID", "name": "N", "primary": False}],
        "contacts": [{"name": "N"}],
    }
}

LITE = {
    "business": {
        "partner_ref_id": "13aa67f8-c2ac-437c-9eb5-e5b1934fbfcc",
        "name": "John Store",
        "contact": {
            "name": "John Michael",
            "email": "john@gmail.com",
            "phone_calling_code": "62",
            "phone_number": "81510229216",
        },
    },
    "referral": {"code": "ABC123"},
    "invited_user": {"email": "string"},
}
LITE_ANSWER = {
    "business": {
        "id": "BSN-0103-1700206906468",
        "partner_ref_id": "PARTNER-TEST-MPE-JSM-171123.1",
        "brands": [{"id": "BRN-0103-1700206906471"}],
    }
}

ORIGIN = "DOKU, Business Registration API, request sample with made-up e-mails"
registration = Family("register-business", "register_business", ORIGIN, REGISTRATION, BUSINESS)
least = Family("register-business", "register_business", "DOKU, Business Registration API", LEAST, BUSINESS)
lite = Family(
    "create-business-lite", "create_business_lite", "DOKU, Create Business Lite API", LITE,
    f"{BUSINESS}/lite/registration",
)
