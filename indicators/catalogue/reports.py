"""The inspection and review reports that the indicators are drawn from, by the name a reader would use."""

WARRINGTON_2011 = "Ofsted inspection of safeguarding and looked after children, Warrington, January 2011"
WARRINGTON_2021 = "Ofsted focused visit, Warrington, December 2021"
WARRINGTON_2022 = "Peer challenge, Warrington, June 2022"
WARWICKSHIRE_2021 = "Ofsted inspection, Warwickshire, November 2021"
WORCESTERSHIRE = "Safeguarding peer review, Worcestershire"
